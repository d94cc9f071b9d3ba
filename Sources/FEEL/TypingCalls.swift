/// The types of calls: of functions that are written, built in, or given by the definitions.

import Diagnostics

extension Typing {
  /// Meets the names in a function's body. What is wrong in it depends on what it is called with.
  mutating func lookInto(_ body: Syntax, _ parameters: [Syntax.Parameter]) {
    let (count, found) = (bindings.count, findings)
    for parameter in parameters { bindings.append(.local(parameter.name, parameter.type.map { Type($0) } ?? .any)) }
    _ = type(of: body)
    bindings.removeLast(bindings.count - count)
    findings = found
  }

  mutating func call(_ callee: Syntax, _ arguments: [Syntax.Argument], _ whole: Syntax) -> Type {
    let target = type(of: callee)
    let types = arguments.map { type(of: $0.value) }
    guard case .function(let lambda) = target else {
      guard !target.isOpen else { return .any }
      if case .name(let name) = callee.form, BuiltIn.all.contains(where: { $0.name == name }) {
        report(
          .notFunction, "\"\(name)\" is \(text(target)) here, which hides the function of that name", callee,
          hint: "give the field another name")
      } else {
        report(.notFunction, "\(text(target)) is no function", callee)
      }
      return .any
    }
    for argument in arguments where argument.value.isWritten {
      for other in arguments { note(argument.value, against: other.value) }
    }
    if let builtIn = lambda.builtIn { return builtInCall(builtIn, arguments, types) }
    if let procedure = lambda.procedure { return procedureCall(procedure, arguments, types, whole) }
    guard let body = lambda.body, depth < 8 else { return .any }
    guard lambda.parameters.count == arguments.count else {
      report(
        .argumentCount, "the function takes \(lambda.parameters.count) arguments, not \(arguments.count)", whole)
      return .any
    }
    var inner = Typing(lambda.environment, records)
    inner.depth = depth + 1
    for (index, parameter) in lambda.parameters.enumerated() {
      let place = arguments.firstIndex { $0.name == parameter.name } ?? index
      let declared = parameter.type.map { Type($0) } ?? .any
      inner.bindings.append(.local(parameter.name, declared.isOpen ? types[place] : declared))
    }
    let result = inner.type(of: body)
    if let first = inner.findings.first {
      report(first.code, "called so, \(callee.source) cannot work: \(first.message)", whole, hint: first.hint)
    }
    return result
  }

  mutating func procedureCall(
    _ procedure: any Procedure, _ arguments: [Syntax.Argument], _ types: [Type], _ whole: Syntax
  ) -> Type {
    let parameters = procedure.parameters
    let form = "\(procedure.name)(\(parameters.map(\.name).joined(separator: ", ")))"
    if parameters.count != arguments.count {
      let count = "\(parameters.count) argument\(parameters.count == 1 ? "" : "s")"
      report(
        .argumentCount, "\(procedure.name) takes \(count), not \(arguments.count)", whole,
        hint: "it is called as \(form)")
      return procedure.result
    }
    for (index, argument) in arguments.enumerated() {
      let position = argument.name.map { name in parameters.firstIndex { $0.name == name } } ?? index
      guard let position else {
        let name = argument.name ?? ""
        report(
          .argumentNames, "\(procedure.name) has no \"\(name)\"", argument.value,
          hint: Nearest.hint(name, among: parameters.map(\.name)) ?? "it is called as \(form)")
        continue
      }
      let wanted = parameters[position].type
      guard wanted.refuses(types[index]) else { continue }
      report(
        .argument,
        "\(procedure.name) takes \(text(wanted)) as \(parameters[position].name), not \(text(types[index]))",
        argument.value)
    }
    return procedure.result
  }

  /// A calendar that is named is one that there is.
  private mutating func checkCalendar(_ builtIn: BuiltIn, _ arguments: [Syntax.Argument], _ types: [Type]) {
    guard let calendars = records.calendars, let place = builtIn.parameters.firstIndex(of: "calendar") else { return }
    for (index, argument) in arguments.enumerated() where argument.name.map({ $0 == "calendar" }) ?? (index == place) {
      guard case .words(let words) = types[index], let word = words.first(where: { !calendars.contains($0) }) else {
        continue
      }
      let all = calendars.isEmpty ? "a plugin names calendars: calendars: {NAME: {holidays: …}}" : nil
      report(
        .noCalendar, "there is no calendar \"\(word)\"", argument.value,
        hint: all ?? Nearest.hint(word, among: calendars) ?? "calendars are \(calendars.joined(separator: ", "))",
        offers: calendars)
    }
  }

  mutating func builtInCall(
    _ builtIn: BuiltIn, _ arguments: [Syntax.Argument], _ types: [Type]
  ) -> Type {
    guard let signature = builtIn.types else { return .any }
    if arguments.allSatisfy({ $0.name == nil }) {
      for (index, type) in types.enumerated() {
        guard let wanted = index < signature.wanted.count ? signature.wanted[index] : signature.wanted.last,
          wanted.refuses(type)
        else { continue }
        report(
          .argument, "\(builtIn.name) takes \(wanted.description) here, not \(text(type))", arguments[index].value,
          hint: "it is used as in \(builtIn.example)")
      }
    }
    checkCalendar(builtIn, arguments, types)
    if ["list contains", "index of"].contains(builtIn.name), types.count == 2, arguments.allSatisfy({ $0.name == nil }),
      case .list(let item) = types[0]
    {
      compare(item, types[1], arguments[0].value, arguments[1].value)
    }
    switch signature.given {
    case .type(let type): return type
    case .first: return types.first ?? .any
    case .item:
      if types.count == 1, case .list(let item) = types[0] { return item }
      return .join(types)
    case .list:
      return .list(.join(types.map { if case .list(let item) = $0 { item } else { $0 } }))
    case .firstWithThird:
      guard types.count > 2, case .list(let item) = types[0] else { return .list(.any) }
      return .list(.join([item, types[2]]))
    }
  }
}
