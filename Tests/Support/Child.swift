/// A process under test: nothing of it outlives its test, and nobody waits for it for ever.

import Foundation
import Glibc

/// A child process. It begins with the signals of a fresh process, whatever the thread that starts it blocks; no other child holds the
/// ends of its pipes; and when its allowance is spent, or nobody looks at it any more, it is killed with what it started.
package final class Child {
  /// Where it reads from.
  package enum Input {
    case nothing
    case file(String)
    /// What `send` is given.
    case pipe
  }

  package let pid: pid_t
  private let limit: Duration
  private let deadline: ContinuousClock.Instant
  private var (input, output): (Int32, Int32) = (-1, -1)
  private var ended: Int32?
  private var isKilled = false

  /// Writing to who is gone is an error, no signal.
  private static let isDeaf: Void = { _ = signal(SIGPIPE, SIG_IGN) }()

  /// Held from the first pipe until the child is there, so that no other one is started while an end could still be passed on to it.
  private static let starting = NSLock()

  /// Starts it. What it says is read here, unless it goes into a file.
  package init(
    _ executable: String, _ arguments: [String], in folder: String = project.path,
    environment: [String: String] = environment, input: Input = .nothing, withErrors: Bool = true,
    into file: String? = nil,
    limit: Duration = .seconds(600)
  ) throws {
    self.limit = limit
    deadline = .now + limit
    _ = Self.isDeaf
    var actions = posix_spawn_file_actions_t()
    var attributes = posix_spawnattr_t()
    posix_spawn_file_actions_init(&actions)
    posix_spawnattr_init(&attributes)
    var theirs: [Int32] = []
    Self.starting.lock()
    defer {
      Self.starting.unlock()
      posix_spawn_file_actions_destroy(&actions)
      posix_spawnattr_destroy(&attributes)
      for end in theirs { close(end) }
    }
    switch input {
    case .nothing: posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    case .file(let path): posix_spawn_file_actions_addopen(&actions, 0, path, O_RDONLY, 0)
    case .pipe:
      let (reading, writing) = try Self.pipe()
      (self.input, theirs) = (writing, [reading])
      _ = fcntl(writing, F_SETFL, O_NONBLOCK)
      posix_spawn_file_actions_adddup2(&actions, reading, 0)
    }
    if let file {
      posix_spawn_file_actions_addopen(&actions, 1, file, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    } else {
      let (reading, writing) = try Self.pipe()
      output = reading
      theirs.append(writing)
      posix_spawn_file_actions_adddup2(&actions, writing, 1)
    }
    if withErrors {
      posix_spawn_file_actions_adddup2(&actions, 1, 2)
    } else {
      posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    }
    var (none, all) = (sigset_t(), sigset_t())
    sigemptyset(&none)
    sigfillset(&all)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &all)
    posix_spawnattr_setpgroup(&attributes, 0)
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP))
    let words = (["env", "-C", folder, executable] + arguments).map { strdup($0) } + [nil]
    let settings = environment.map { strdup("\($0)=\($1)") } + [nil]
    defer { for text in words + settings { free(text) } }
    var pid: pid_t = 0
    let failure = posix_spawn(&pid, "/usr/bin/env", &actions, &attributes, words, settings)
    self.pid = pid
    guard failure == 0 else { throw POSIXError(POSIXErrorCode(rawValue: failure) ?? .EINVAL) }
  }

  deinit {
    if ended == nil {
      kill()
      waitpid(pid, nil, 0)
    }
    for end in [input, output] where end >= 0 { close(end) }
  }

  /// Both ends of a pipe: the one to read, and the one to write.
  private static func pipe() throws -> (Int32, Int32) {
    var ends: [Int32] = [-1, -1]
    guard Glibc.pipe(&ends) == 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EINVAL) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return (ends[0], ends[1])
  }

  /// Kills it and what it started.
  private func kill() {
    isKilled = true
    Glibc.kill(-pid, SIGKILL)
  }

  /// Waits until something can be done with an end of a pipe; not when the allowance is spent.
  private func isReady(_ end: Int32, _ events: Int32) -> Bool {
    while end >= 0 {
      var waiting = pollfd(fd: end, events: Int16(events), revents: 0)
      let left = max(0, (deadline - .now) / .milliseconds(1))
      let found = poll(&waiting, 1, Int32(left))
      if found > 0 { return true }
      guard found < 0, errno == EINTR else {
        kill()
        return false
      }
    }
    return false
  }

  /// The next bytes that it says, once there are some; none at the end.
  package func read() -> Data {
    guard isReady(output, POLLIN) else { return Data() }
    var bytes = [UInt8](repeating: 0, count: 65_536)
    let count = Glibc.read(output, &bytes, bytes.count)
    return Data(bytes.prefix(max(0, count)))
  }

  /// All that it still says, until it has closed its output.
  package func rest() -> Data {
    var all = Data()
    while true {
      let more = read()
      if more.isEmpty { return all }
      all += more
    }
  }

  /// What it says until a text stands in it, or until it says no more.
  package func read(until wanted: String) -> String {
    var text = Data()
    while true {
      let more = read()
      text += more
      let said = String(decoding: text, as: UTF8.self)
      if more.isEmpty || said.contains(wanted) { return said }
    }
  }

  /// Gives it bytes. Who does not read them any more does not get them.
  package func send(_ bytes: [UInt8]) {
    var sent = 0
    while sent < bytes.count, isReady(input, POLLOUT) {
      let count = bytes[sent...].withUnsafeBytes { write(input, $0.baseAddress, $0.count) }
      if count < 0, errno != EAGAIN, errno != EINTR { return }
      sent += max(0, count)
    }
  }

  /// Ends its input.
  package func hangUp() {
    close(input)
    input = -1
  }

  package func interrupt() { Glibc.kill(pid, SIGINT) }

  /// Waits for its end, and answers the exit status; the negative signal where one ended it.
  package func wait() -> Int32 {
    while true {
      if let ended { return ended }
      var status: Int32 = 0
      if waitpid(pid, &status, WNOHANG) == pid {
        let signal = status & 0x7f
        ended = signal == 0 ? (status >> 8) & 0xff : -signal
      } else if ContinuousClock.now > deadline, !isKilled {
        kill()
      } else {
        poll(nil, 0, 2)
      }
    }
  }

  /// Waits for its end, and answers all that it still says.
  package func finish() -> Ran {
    let text = String(decoding: rest(), as: UTF8.self)
    let status = wait()
    return Ran(status: status, text: isKilled ? "\(text)\nkilled after \(limit)" : text, isOverdue: isKilled)
  }
}
