"""What `riskgraph show` prints of what is opened by its key or id: records, things, findings, documents, versions."""
