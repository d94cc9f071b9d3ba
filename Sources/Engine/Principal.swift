/// Who reads and acts. Only a store makes principals, from what vouches for them; nothing public takes an account as a text.

import Foundation
import Governance

/// An account that the operating system vouches for: that of this process.
public struct SystemAccount: Sendable {
  /// `name@host`, in small letters.
  public let name: String

  /// The account under which this process runs.
  public init() {
    let host = ProcessInfo.processInfo.hostName.split(separator: ".").first.map { $0.lowercased() } ?? "localhost"
    name = "\(NSUserName().lowercased())@\(host)"
  }
}

/// Somebody who reads or acts, and how it is known who they are.
public struct Principal: Sendable {
  /// The account.
  public let account: String
  /// How it is known.
  public let known: Known
  /// The store that knows them.
  let store: String

  var actor: Actor { Actor(account, known: known) }
}

extension Store {
  /// Somebody who says who they are: in a simulation only, otherwise ``StoreProblem/notVouchedFor(_:)``.
  public func principal(asserting account: String) throws(StoreProblem) -> Principal {
    guard setting.mode == .simulation else { throw .notVouchedFor(account) }
    return Principal(account: account, known: .asserted, store: setting.id)
  }

  /// The person at the keyboard.
  public func principal(_ account: SystemAccount) -> Principal {
    Principal(account: account.name, known: .account, store: setting.id)
  }

  /// Whether a principal may come through this store's door at all.
  func check(_ principal: Principal) throws(StoreProblem) {
    guard principal.store == setting.id else { throw .strangerTo(principal.account) }
    guard setting.mode == .simulation || principal.known != .asserted else { throw .notVouchedFor(principal.account) }
  }
}
