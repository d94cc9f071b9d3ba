/// `package.yaml`: what a folder of definitions is called for others, and which folders it takes over itself.

import Diagnostics

/// A folder of definitions that others may import, by its name and version.
public struct Package: Sendable {
  /// A package that another takes over.
  public struct Import: Sendable {
    /// What it is called.
    public let package: String
    /// The version that is meant; another is refused.
    public let version: Int
    /// Its folder, seen from the one that imports it.
    public let folder: String
    /// Where that is written.
    public let place: Place
  }

  /// What others call it.
  public let name: String
  /// Counts up with every change that others have to look at.
  public let version: Int
  /// What it takes over.
  public let imports: [Import]

  /// The file that says so.
  public static let file = "package.yaml"

  /// Reads a `package.yaml`.
  public static func read(_ bytes: [UInt8], name: String) throws(Diagnostics) -> Package {
    let findings = Findings()
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw Diagnostics([Diagnostic(.notText, "\(name) is no UTF-8 text")])
    }
    let read = YAML.read(Source(name: name, text: text), findings).flatMap { package($0) }
    if findings.all.hasErrors { throw findings.all }
    return read ?? Package(name: "", version: 0, imports: [])
  }

  private static func package(_ yaml: YAML) -> Package? {
    _ = yaml.entries("a package", known: ["package", "version", "title", "imports"])
    _ = yaml["title"]?.localized("a title")
    guard let written = yaml["package"], let version = yaml["version"] else {
      yaml.error(.missingPart, "a package has a name and a version", hint: "package: common, version: 1")
      return nil
    }
    guard let name = written.text("a name"), let number = version.integer("a version") else { return nil }
    guard CaseName.isValid(name) else {
      written.error(.wrongType, "\"\(name)\" is no name of a package", hint: "small letters, digits and -")
      return nil
    }
    let imports = (yaml["imports"]?.items("imports") ?? []).compactMap { item -> Import? in
      _ = item.entries("an import", known: ["package", "version", "from"])
      guard let package = item["package"]?.text("a package"), let version = item["version"]?.integer("a version"),
        let folder = item["from"]?.text("a folder")
      else {
        item.error(
          .missingPart, "an import says which package, in which version, and where it lies",
          hint: "- {package: common, version: 1, from: ../common}")
        return nil
      }
      return Import(package: package, version: version, folder: folder, place: item.place)
    }
    return Package(name: name, version: number, imports: imports)
  }
}

/// The definitions of a folder with those of all packages that it imports, directly or by way of others.
public struct Packages {
  /// The files of a folder, by path; none of what it imports.
  private let files: (String) throws(Diagnostics) -> [(path: String, text: String)]
  /// A file's bytes; nil when there is none.
  private let read: (String) -> [UInt8]?
  private var versions: [String: Int] = [:]

  /// Packages on something that has folders.
  public init(
    files: @escaping (String) throws(Diagnostics) -> [(path: String, text: String)],
    read: @escaping (String) -> [UInt8]?
  ) {
    self.files = files
    self.read = read
  }

  /// All files of a folder; those of a package stand under its name and version, as `common@2/Workflows/…`, wherever it lies.
  public static func all(
    in folder: String, files: @escaping (String) throws(Diagnostics) -> [(path: String, text: String)],
    read: @escaping (String) -> [UInt8]?
  ) throws(Diagnostics) -> [(path: String, text: String)] {
    var packages = Packages(files: files, read: read)
    return try packages.collect(folder, as: nil, way: [])
  }

  private mutating func collect(
    _ folder: String, as name: String?, way: [String]
  ) throws(Diagnostics) -> [(path: String, text: String)] {
    let imports = try package(folder)?.imports ?? []
    let prefix = name.map { "\($0)/" } ?? ""
    var found = try files(folder).map { (path: prefix + $0.path, text: $0.text) }
    for one in imports {
      if way.contains(one.package) {
        throw Self.problem(
          .derivedOrder,
          "\"\(one.package)\" imports itself, by way of \((way + [one.package]).joined(separator: ", "))", one)
      }
      let place = "\(folder)/\(one.folder)"
      guard let package = try package(place) else {
        throw Self.problem(
          .casesAtOdds, "there is no \(Package.file) in \(one.folder)", one,
          hint: "is the path right, seen from this file?")
      }
      guard package.name == one.package else {
        throw Self.problem(
          .casesAtOdds, "the package in \(one.folder) is \"\(package.name)\", not \"\(one.package)\"", one)
      }
      guard package.version == one.version else {
        throw Self.problem(
          .casesAtOdds,
          "the package \"\(package.name)\" in \(one.folder) is version \(package.version), and \(one.version) is asked for",
          one,
          hint: "look at what changed and ask for \(package.version), or take version \(one.version)")
      }
      if let known = versions.updateValue(package.version, forKey: package.name) {
        guard known == package.version else {
          throw Self.problem(
            .casesAtOdds, "\"\(package.name)\" is imported in version \(known) and in version \(package.version)", one,
            hint: "one of them for all")
        }
        continue
      }
      found += try collect(place, as: "\(package.name)@\(package.version)", way: way + [one.package])
    }
    return found
  }

  private func package(_ folder: String) throws(Diagnostics) -> Package? {
    let path = "\(folder)/\(Package.file)"
    guard let bytes = read(path) else { return nil }
    return try Package.read(bytes, name: folder == "." ? Package.file : path)
  }

  private static func problem(
    _ code: Code, _ message: String, _ one: Package.Import, hint: String? = nil
  ) -> Diagnostics {
    Diagnostics([Diagnostic(code, message, at: one.place, hint: hint)])
  }
}
