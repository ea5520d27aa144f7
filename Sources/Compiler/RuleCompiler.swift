package import Machine
package import Rules

/// Makes one program of many rules: lowering to predicates, shared field slots, code.
package enum RuleCompiler {
    package static func compile(_ rules: [RunnableRule]) -> Program { Program() }
}
