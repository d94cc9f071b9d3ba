/// The processes that tests start.

import Foundation
import TestSupport
import Testing

@Suite struct Children {
  @Test func beginWithTheSignalsOfAFreshProcessWhateverTheirParentBlocks() throws {
    let told = try Child("/bin/grep", ["-E", "SigBlk|SigIgn", "/proc/self/status"]).finish()
    // The C library keeps two for itself.
    #expect(told.text == "SigBlk:\t0000000000000000\nSigIgn:\t0000000180000000\n")
  }

  @Test func holdNothingThatIsAnothersPipe() throws {
    let first = try Child("/bin/cat", [], input: .pipe)
    first.send(Array("heard".utf8))
    #expect(first.read(until: "heard") == "heard")
    let pipes = try (0...1).map {
      try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(first.pid)/fd/\($0)")
    }
    #expect(pipes.allSatisfy { $0.hasPrefix("pipe:") })
    let second = try Child("/bin/ls", ["-l", "/proc/self/fd"]).finish()
    #expect(second.text.contains("pipe:") && !pipes.contains(where: second.text.contains), "\(second.text)")
    first.hangUp()
    #expect(first.wait() == 0)
  }

  @Test func areKilledWithWhatTheyStartedWhenTheirAllowanceIsSpent() throws {
    let child = try Child("/bin/sh", ["-c", "trap '' TERM INT; sleep 1000; sleep 1000"], limit: .milliseconds(300))
    let ended = child.finish()
    #expect(ended.isOverdue && ended.crashed && ended.status == -SIGKILL && ended.text.contains("killed after"))
  }

  @Test func doNotOutliveTheirTest() throws {
    var child: Child? = try Child("/bin/sh", ["-c", "trap '' TERM; echo here; sleep 1000"])
    let pid = try #require(child?.pid)
    #expect(child?.read(until: "here") == "here\n")
    #expect(kill(pid, 0) == 0)
    child = nil
    #expect(kill(pid, 0) == -1)
  }
}
