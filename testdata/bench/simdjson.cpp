// Parses every line of a recording with simdjson, and judges nothing.
//
//   simdjson FILE
#include <iostream>
#include <simdjson.h>

int main(int, char **argv) {
  auto text = simdjson::padded_string::load(argv[1]);
  simdjson::dom::parser parser;
  simdjson::dom::document_stream lines;
  if (text.error() || parser.parse_many(text.value()).get(lines)) return 1;
  size_t right = 0, wrong = 0;
  for (auto line : lines) (line.error() ? wrong : right)++;
  std::cout << simdjson::SIMDJSON_VERSION_MAJOR << '.' << simdjson::SIMDJSON_VERSION_MINOR << '.' << simdjson::SIMDJSON_VERSION_REVISION << ": " << right << " right, " << wrong << " wrong\n";
}
