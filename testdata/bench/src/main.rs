// Holds every line of a recording against the schema of its message, chosen by
// body.type, with the validator that is named. No conversation is checked.
//
//   peers jsonschema|boon SCHEMAS FILE
use serde_json::Value;
use std::collections::HashMap;
use std::io::BufRead;

type Check = Box<dyn Fn(&Value) -> bool>;

fn compile(with: &str, schema: Value) -> Check {
    if with == "jsonschema" {
        let validator = jsonschema::validator_for(&schema).expect("schema");
        return Box::new(move |body| validator.is_valid(body));
    }
    let mut schemas = boon::Schemas::new();
    let mut compiler = boon::Compiler::new();
    let at = schema["$id"].as_str().expect("$id").to_string();
    compiler.add_resource(&at, schema).expect("schema");
    let index = compiler.compile(&at, &mut schemas).expect("schema");
    Box::new(move |body| schemas.validate(body, index).is_ok())
}

fn main() {
    let args: Vec<String> = std::env::args().collect();
    let mut by_type: HashMap<String, Check> = HashMap::new();
    for entry in std::fs::read_dir(format!("{}/message", args[2])).expect("schemas") {
        let path = entry.expect("schema").path();
        let schema: Value = serde_json::from_slice(&std::fs::read(&path).expect("schema")).expect("schema");
        by_type.insert(path.file_stem().unwrap().to_string_lossy().into_owned(), compile(&args[1], schema));
    }
    let file = std::fs::File::open(&args[3]).expect("recording");
    let mut lines = std::io::BufReader::with_capacity(1 << 20, file);
    let (mut right, mut wrong, mut line) = (0, 0, Vec::new());
    while lines.read_until(b'\n', &mut line).expect("line") > 0 {
        let ok = serde_json::from_slice::<Value>(&line).is_ok_and(|m| {
            let typ = m["body"]["type"].as_str().unwrap_or("");
            m["src"].is_string() && m["dest"].is_string() && by_type.get(typ).is_some_and(|check| check(&m["body"]))
        });
        if ok { right += 1 } else { wrong += 1 }
        line.clear();
    }
    println!("{right} right, {wrong} wrong");
}
