/// What typing meets on its way: the names in an expression with what has them, and the texts it compares.

extension Typing {
  /// A name in an expression, and what it names.
  public struct Use: Sendable {
    /// What has the name.
    public enum Owner: Sendable, Equatable {
      /// The names around the expression.
      case scope
      /// The record that stands before it, or that a filter looks into.
      case record(String)
      /// A context that the expression made, or a value such as a date.
      case value
      /// Something of which nothing is known.
      case unknown
    }

    /// As the expression writes it.
    public let name: String
    /// The bytes of the name, with what stands before its point; the name comes last in them.
    public let range: Swift.Range<Int>
    /// What has it.
    public let owner: Owner
    /// What stands before its point, where that is nothing but names.
    public let base: [String]
  }

  /// A text that is written out and held against something.
  public struct Comparison: Sendable {
    /// What is written between the quotes.
    public let text: String
    /// Its bytes, with the quotes.
    public let range: Swift.Range<Int>
    /// The bytes of what it is held against.
    public let subject: Swift.Range<Int>
  }
}
