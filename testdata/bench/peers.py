"""The programs that flowcheck is measured beside: installs each from its
registry, where that can be had, and gives its command."""
import os
import re
import shutil
import subprocess
import sys

AJV, SOURCEMETA = "8.20.0", "16.11.0"
FASTJSONSCHEMA, ORJSON = "2.22.3", "3.13.0"


def peers(root, work, files, remark):
    """Gives (name, what it judges, trace, argv) of each; what is not to be had is
    remarked on."""
    here = root / "testdata" / "bench"
    for programs, install in ((("node", "npm"), npm), (("cargo",), cargo), (("g++",), simdjson), ((), python), (("go",), go)):
        missing = [p for p in programs if not shutil.which(p)]
        try:
            if missing:
                raise FileNotFoundError(f"there is no {missing[0]}")
            yield from install(root, here, work, files)
        except (OSError, subprocess.CalledProcessError) as e:
            lines = (getattr(e, "stderr", None) or str(e)).strip().splitlines()
            why = next((line for line in lines if "error" in line.lower()), lines[-1])
            remark(f"{install.__doc__} not installed, for {why.strip()}")


def do(*argv, **options):
    """Runs a command of an installation and gives what it prints."""
    return subprocess.run([str(a) for a in argv], check=True, capture_output=True, text=True, **options).stdout


def npm(root, here, work, files):
    """ajv and sourcemeta:"""
    if not (work / "node_modules" / "ajv").exists():
        do("npm", "install", "--silent", f"ajv@{AJV}", f"@sourcemeta/jsonschema@{SOURCEMETA}", cwd=work)
    for script in ("ajv.mjs", "combined.mjs"):
        shutil.copy(here / script, work)
    combined = work / "combined.json"
    combined.write_text(do("node", work / "combined.mjs", root / "schemas"))
    ajv = ["node", work / "ajv.mjs", root / "schemas", files["ordered"]]
    yield f"ajv {AJV}, compiled, by type", "schema", "ordered", ajv
    yield f"ajv {AJV}, compiled, if and then", "schema", "ordered", [*ajv, combined]
    yield f"sourcemeta {SOURCEMETA} --fast", "schema", "ordered", [work / "node_modules" / ".bin" / "jsonschema", "validate", "--fast", combined, files["ordered"]]


def cargo(root, here, work, files):
    """jsonschema (Rust) and boon:"""
    do("cargo", "build", "--release", "--locked", "--manifest-path", here / "Cargo.toml", env={**os.environ, "CARGO_TARGET_DIR": str(work / "target")})
    lock = (here / "Cargo.lock").read_text()
    for name in ("jsonschema", "boon"):
        version = re.search(rf'name = "{name}"\nversion = "(.*)"', lock)[1]
        yield f"{name} {version}, Rust", "schema", "ordered", [work / "target" / "release" / "peers", name, root / "schemas", files["ordered"]]


def simdjson(root, here, work, files):
    """simdjson:"""
    program, argv = work / "simdjson", ("g++", "-O3", "-march=native", "-pthread", "-o", work / "simdjson", here / "simdjson.cpp", "-lsimdjson")
    try:
        do(*argv)
    except subprocess.CalledProcessError:
        do("apt-get", "install", "-y", "-qq", "--no-install-recommends", "libsimdjson-dev")
        do(*argv)
    (work / "one.jsonl").write_text("{}\n")
    version = do(program, work / "one.jsonl").partition(":")[0]
    yield f"simdjson {version}, C++", "nothing: it parses", "ordered", [program, files["ordered"]]


def python(root, here, work, files):
    """fastjsonschema:"""
    own = work / "py" / "bin" / "python"
    if not own.exists():
        do(sys.executable, "-m", "venv", work / "py")
    do(own, "-m", "pip", "install", "--quiet", f"fastjsonschema=={FASTJSONSCHEMA}", f"orjson=={ORJSON}")
    yield f"fastjsonschema {FASTJSONSCHEMA} with orjson, Python", "schema", "ordered", [own, here / "fast.py", root / "schemas", files["ordered"]]


def go(root, here, work, files):
    """jsonschema/v5:"""
    do("go", "build", "-trimpath", "-o", "bin/bench/v5", "./testdata/bench/v5", cwd=root)
    version = re.search(r"jsonschema/v5 v(\S+)", (root / "go.mod").read_text())[1]
    for trace in ("ordered", "1 % wrong"):
        yield f"jsonschema/v5 {version}, Go", "schema", trace, ["bin/bench/v5", root / "schemas", files[trace]]
