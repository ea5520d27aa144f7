import Machine
import Queries
import Rules
import SourceText

/// A condition of a detection on one event, and what an event that meets it is to the detection.
struct DetectionUnit {
    var role: UnitRole
    /// Counted from 0 in the order of the query; `until` is the last.
    var stage: Int
    var expr: Expr
}

extension Detection {
    /// The conditions on single events; those of a sequence from the last stage to the first, because an event that
    /// completes a sequence must not be the one that begins it (reference: eql §7). Empty where there are none.
    var units: [DetectionUnit] {
        switch self {
        case .event(let detection):
            let role: UnitRole = detection.pipes.isEmpty ? .alert : .stage
            return [DetectionUnit(role: role, stage: 0, expr: detection.condition.expr)]
        case .threshold, .newTerms, .indicatorMatch:
            return condition.map { [DetectionUnit(role: .stage, stage: 0, expr: $0.expr)] } ?? []
        case .sequence(let detection):
            var units = detection.stages.enumerated().map { index, stage in
                DetectionUnit(
                    role: stage.isMissing ? .missing : .stage, stage: index, expr: stage.expr(restrictions))
            }
            if let until = detection.until {
                units.append(DetectionUnit(role: .until, stage: units.count, expr: until.expr(restrictions)))
            }
            return units.reversed()
        case .sample(let detection):
            return detection.stages.enumerated().map { index, stage in
                DetectionUnit(role: .stage, stage: index, expr: stage.expr(restrictions))
            }
        case .pipeline, .anomaly: return []
        }
    }
}

extension DetectionStage {
    /// The filter with the restrictions and the keys that an event must have to take part.
    fileprivate func expr(_ restrictions: EventRestrictions) -> Expr {
        let needed = keys.filter { !$0.isOptional }.map { key in
            var expr = Expr()
            expr.root = expr.add(.test(FieldTest(.named(key.field), types: key.types, .exists)), span: ByteRange(at: 0))
            return expr
        }
        return Expr.all([query] + restrictions.exprs + needed)
    }
}

extension AlertKind {
    /// nil for a kind that has no conditions on single events.
    init?(_ kind: Detection.Kind) {
        switch kind {
        case .event: self = .event
        case .sequence: self = .sequence
        case .sample: self = .sample
        case .threshold: self = .threshold
        case .newTerms: self = .newTerms
        case .indicatorMatch: self = .indicatorMatch
        case .pipeline, .anomaly: return nil
        }
    }
}
