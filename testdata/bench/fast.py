# Holds every line of a recording against the schema of its message, chosen by
# body.type, with fastjsonschema, which makes Python code of a schema. No
# conversation is checked.
#
#   fast.py SCHEMAS FILE
import pathlib
import sys

import fastjsonschema
import orjson

folder, file = sys.argv[1:]
by_type = {f.stem: fastjsonschema.compile(orjson.loads(f.read_bytes())) for f in pathlib.Path(folder, "message").glob("*.json")}


def right(line):
    try:
        m = orjson.loads(line)
        body = m["body"]
        by_type[body["type"]](body)
        return isinstance(m["src"], str) and isinstance(m["dest"], str)
    except (ValueError, KeyError, TypeError):
        return False


with open(file, "rb", buffering=1 << 20) as lines:
    judged = [right(line) for line in lines]
print(f"{sum(judged)} right, {len(judged) - sum(judged)} wrong")
