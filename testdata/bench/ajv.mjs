// Holds every line of a recording against the schema of its message with ajv,
// compiled: one function for each type, chosen by body.type, or one for the whole
// line where COMBINED, of combined.mjs, is given. No conversation is checked.
//
//   node ajv.mjs SCHEMAS FILE [COMBINED]
import { readFileSync, readdirSync, createReadStream } from "node:fs";
import { join, basename } from "node:path";
import Ajv from "ajv/dist/2020.js";

const [folder, file, combined] = process.argv.slice(2);
const ajv = new Ajv({ strict: false });
const byType = new Map();
for (const name of readdirSync(join(folder, "message"))) {
  byType.set(basename(name, ".json"), ajv.compile(JSON.parse(readFileSync(join(folder, "message", name), "utf8"))));
}
const whole = combined && ajv.compile(JSON.parse(readFileSync(combined, "utf8")));

let right = 0, wrong = 0;
function judge(line) {
  try {
    const m = JSON.parse(line);
    const ok = whole ? whole(m) : typeof m.src === "string" && typeof m.dest === "string" && byType.get(m.body?.type)?.(m.body);
    if (ok) right++;
    else wrong++;
  } catch {
    wrong++;
  }
}

let rest = "";
for await (const chunk of createReadStream(file, { encoding: "utf8", highWaterMark: 1 << 20 })) {
  const lines = (rest + chunk).split("\n");
  rest = lines.pop();
  for (const line of lines) judge(line);
}
if (rest) judge(rest);
console.log(`${right} right, ${wrong} wrong`);
