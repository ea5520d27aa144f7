package import Queries

extension Detection {
    /// The same for two detections that find the same events; layout, order and repetition in queries do not count.
    /// `query` is the digest of the condition's query where it is known already.
    package func digest(query known: ExprDigest? = nil) -> ExprDigest {
        var writer = DigestWriter("detection")
        writer.add(kind.rawValue)
        switch self {
        case .event(let detection):
            writer.add(detection.condition.digest(query: known))
            writer.add(detection.pipes)
        case .sequence(let detection):
            for stage in detection.stages { writer.add(stage) }
            writer.add(UInt64(bitPattern: detection.maxspan ?? -1))
            if let until = detection.until {
                writer.add("until")
                writer.add(until)
            }
            writer.add(detection.pipes)
            writer.add(detection.order.timestampField)
            writer.add(detection.order.tiebreakerField ?? "")
            writer.add(detection.restrictions.digest)
        case .sample(let detection):
            for stage in detection.stages { writer.add(stage) }
            writer.add(detection.restrictions.digest)
        case .threshold(let detection):
            writer.add(detection.condition.digest(query: known))
            for field in detection.fields { writer.add(field) }
            writer.add(UInt64(bitPattern: detection.minimum))
            writer.add(detection.cardinality?.field ?? "")
            writer.add(UInt64(bitPattern: detection.cardinality?.minimum ?? 0))
        case .newTerms(let detection):
            writer.add(detection.condition.digest(query: known))
            for field in detection.fields.sorted() { writer.add(field) }
            writer.add(detection.historyWindowStart)
        case .indicatorMatch(let detection):
            writer.add(detection.condition.digest(query: known))
            for pattern in detection.indicatorIndex.sorted() { writer.add(pattern) }
            writer.add(detection.indicatorCondition.digest(query: nil))
            for group in detection.mapping {
                writer.add(UInt64(group.count))
                for pair in group {
                    writer.add(pair.field)
                    writer.add(pair.indicatorField)
                    writer.add(pair.isNegated ? 1 : 0 as UInt64)
                }
            }
        case .pipeline(let detection):
            writer.add(wordsOf: detection.text)
            writer.add(detection.restrictions.digest)
        case .anomaly(let detection):
            for job in detection.jobIDs.sorted() { writer.add(job) }
            writer.add(UInt64(bitPattern: detection.threshold))
            writer.add(detection.restrictions.digest)
        }
        return writer.digest
    }
}

extension EventCondition {
    fileprivate func digest(query known: ExprDigest?) -> ExprDigest {
        restrictions.isEmpty ? known ?? query.digest : expr.digest
    }
}

extension EventRestrictions {
    fileprivate var digest: ExprDigest { Expr.all(exprs).digest }
}

extension DigestWriter {
    fileprivate mutating func add(_ stage: DetectionStage) {
        add(stage.isMissing ? "without" : "stage")
        add(UInt64(clamping: stage.runs))
        for key in stage.keys {
            add(key.field)
            add(key.isOptional ? 1 : 0 as UInt64)
        }
        add(stage.query.digest)
    }

    fileprivate mutating func add(_ pipes: [EQLPipe]) {
        for pipe in pipes {
            add(pipe.kind.rawValue)
            add(UInt64(bitPattern: pipe.count))
        }
    }
}
