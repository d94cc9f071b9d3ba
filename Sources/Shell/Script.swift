/// Scripts: lines from a file, a pipe or -c. A refusal or mistake that the next line does not expect ends it.

import Commands

/// A whole script, and how it ended.
public struct Script {
  /// What it is called in messages.
  public let name: String
  private let statements: [(text: String, line: Int)]

  /// Reads a script, which begins at a line of what it stands in. Lines that begin with white space go on with the line before; `#` begins a comment.
  public init(name: String, bytes: [UInt8], from first: Int = 1) throws(Mistake) {
    self.name = name
    guard !bytes.contains(0), let text = String(validating: bytes, as: UTF8.self) else {
      throw Mistake(.scriptIsNoText(name), hint: .isItAnotherFile)
    }
    var statements: [(text: String, line: Int)] = []
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      var line = line
      if line.last == "\r" { line.removeLast() }
      if line.utf8.count > 100_000 {
        throw Mistake(.lineTooLong(name: name, line: index + first))
      }
      let bare = line.trimmingPrefix(while: \.isWhitespace)
      if bare.isEmpty || bare.hasPrefix("#") { continue }
      if line.first?.isWhitespace == true, var last = statements.popLast() {
        let gap = index + first - last.line - last.text.count { $0 == "\n" }
        last.text += String(repeating: "\n", count: max(1, gap)) + line
        statements.append(last)
      } else {
        statements.append((String(line), index + first))
      }
    }
    self.statements = statements
  }

  /// Runs it. The answer is the exit status: 0, 1 for a mistake, 2 when it ends with a plan in which somebody has work, 3 for a
  /// refusal that was not expected.
  public func run(_ session: Session, echo: Bool) -> Int32 {
    for (index, statement) in statements.enumerated() {
      if echo { session.say("› \(statement.text)") }
      switch session.run(statement.text, name: name, line: statement.line) {
      case .done: continue
      case .work: if index + 1 == statements.count { return 2 }
      case .quit: return 0
      case .failed: return 1
      case .refused:
        let next = index + 1 < statements.count ? statements[index + 1].text : ""
        if next.hasPrefix("expect refused") { continue }
        if statements.count == 1 { return 3 }
        session.say(.refusedUnexpectedly(place: "\(name):\(statement.line)"))
        return 3
      }
    }
    return 0
  }
}
