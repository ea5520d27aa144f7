/// Each row that an ES|QL pipeline returns is an alert. The text is not read yet.
package struct PipelineDetection: Sendable {
    package var text: String
    /// What Kibana asks of the events besides, before the pipeline.
    package var restrictions: EventRestrictions
}

/// Each anomaly of a job is an alert.
package struct AnomalyDetection: Sendable {
    package var jobIDs: [String]
    /// The lowest score of an anomaly that counts, 0 to 100.
    package var threshold: Int64
    package var restrictions: EventRestrictions
}
