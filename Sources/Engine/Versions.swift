/// What decisions were made with, beside the definitions: the engine, the rules of time zones, the tables of characters.

import FEEL
import Foundation

/// The versions that can change an answer.
public struct Versions: Sendable {
  /// The engine's.
  public let engine: String
  /// Of the IANA time zone data.
  public let zones: String
  /// Of the Unicode tables.
  public let unicode: String

  /// The value of an entry that holds them.
  static let name = "versions"

  /// Those of this process.
  public static let current = Versions(engine: "0.1.0", zones: TimeZone.timeZoneDataVersion, unicode: newestUnicode)

  var value: Value {
    .context(Context([("engine", .string(engine)), ("zones", .string(zones)), ("unicode", .string(unicode))]))
  }

  /// The tables do not name their version; a character that came with one tells.
  private static var newestUnicode: String {
    let witnesses: [(UInt32, String)] = [(0x10940, "17.0"), (0x105C0, "16.0"), (0x2EBF0, "15.1"), (0x11F00, "15.0")]
    return witnesses.first { Unicode.Scalar($0.0)?.properties.age != nil }?.1 ?? "14.0 or earlier"
  }
}
