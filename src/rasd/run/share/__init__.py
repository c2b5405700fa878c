"""Exchange between organisations: signed bundles of documents, reports, events and judgements."""
