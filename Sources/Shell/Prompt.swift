/// The prompt in a terminal: line editing, history of the session, completion, Ctrl-C that stops the line and not the program.

@preconcurrency import CLibEdit
import Commands
import Foundation

/// Set by the signal handler, read by the prompt.
nonisolated(unsafe) private var interrupted: sig_atomic_t = 0
/// What Tab offers behind a line; libedit's callback cannot carry a context.
nonisolated(unsafe) private var complete: (String) -> [String] = { _ in [] }
nonisolated(unsafe) private var completions: [String] = []
nonisolated(unsafe) private var offered = 0

/// Waits for input for a moment. An interrupt that came at any time ends the line: without the hook, one that comes just
/// before the read would be noticed with the next key only.
private func waitForInput() -> CInt {
  var terminal = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
  if interrupted == 0 { poll(&terminal, 1, 100) }
  if interrupted != 0 { rl_event_hook = nil }
  return 0
}

/// Reads lines from a terminal.
public struct Prompt {
  private let session: Session

  /// A prompt for a session.
  public init(_ session: Session) {
    self.session = session
    // Without SA_RESTART, so that the read ends and the prompt comes again.
    var action = sigaction()
    action.__sigaction_handler.sa_handler = { _ in interrupted = 1 }
    sigaction(SIGINT, &action, nil)
    rl_completion_append_character = 32
    rl_completion_entry_function = { text, state in
      guard let text else { return nil }
      let start = String(cString: text)
      if state == 0 {
        offered = 0
        let line = rl_line_buffer.map { String(cString: $0) } ?? ""
        completions = complete(
          String(decoding: line.utf8.prefix(max(0, Int(rl_point) - start.utf8.count)), as: UTF8.self))
      }
      while offered < completions.count {
        let word = completions[offered]
        offered += 1
        if word.hasPrefix(start) { return strdup(word) }
      }
      return nil
    }
  }

  /// Reads and runs lines until the end of input or quit.
  public func run() {
    complete = { [session] in session.completions(behind: $0) }
    while true {
      interrupted = 0
      rl_event_hook = waitForInput
      guard let raw = readline("convenant> ") else {
        if interrupted != 0 {
          print("^C")
          continue
        }
        print("")
        return
      }
      defer { free(raw) }
      guard let line = String(validatingCString: raw) else {
        session.say(.lineIsNoText)
        continue
      }
      guard !line.isEmpty else { continue }
      add_history(line)
      if session.run(line) == .quit { return }
    }
  }
}
