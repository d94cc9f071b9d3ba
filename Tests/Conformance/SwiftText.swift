/// Swift as the house rules read it: without comments, and without the texts between quotes. What is interpolated stays.
struct SwiftText {
  private let characters: [Character]
  private var at = 0

  init(_ text: String) { characters = Array(text) }

  /// The code of a file.
  static func code(_ text: String) -> String {
    var reader = SwiftText(text)
    return reader.read(until: nil)
  }

  private func stands(_ text: String, _ offset: Int = 0) -> Bool {
    let wanted = Array(text)
    guard at + offset + wanted.count <= characters.count else { return false }
    return wanted.indices.allSatisfy { characters[at + offset + $0] == wanted[$0] }
  }

  /// Code until a closing bracket that was not opened here; until the end with nil.
  private mutating func read(until close: Character?) -> String {
    var code = ""
    var depth = 0
    while at < characters.count {
      let character = characters[at]
      if stands("//") {
        while at < characters.count, characters[at] != "\n" { at += 1 }
      } else if let hashes = quoteAhead() {
        code += "\"\"" + string(hashes)
      } else if stands("#/") {
        code += "regex"
        at += 2
        while at < characters.count, !stands("/#") { at += 1 }
        at += 2
      } else {
        if character == "(" { depth += 1 }
        if character == ")" {
          if depth == 0, close == ")" {
            at += 1
            return code
          }
          depth -= 1
        }
        code.append(character)
        at += 1
      }
    }
    return code
  }

  /// How many hashes stand before a quote here; nil where no text begins.
  private func quoteAhead() -> Int? {
    var hashes = 0
    while at + hashes < characters.count, characters[at + hashes] == "#" { hashes += 1 }
    return at + hashes < characters.count && characters[at + hashes] == "\"" ? hashes : nil
  }

  /// Passes a text; answers what is interpolated in it.
  private mutating func string(_ hashes: Int) -> String {
    at += hashes
    let quote = stands("\"\"\"") ? "\"\"\"" : "\""
    at += quote.count
    let end = quote + String(repeating: "#", count: hashes)
    let open = "\\" + String(repeating: "#", count: hashes) + "("
    var code = ""
    while at < characters.count {
      if stands(end) {
        at += end.count
        return code
      }
      if stands(open) {
        at += open.count
        code += " (" + read(until: ")") + ") "
      } else {
        at += characters[at] == "\\" && hashes == 0 ? 2 : 1
      }
    }
    return code
  }
}
