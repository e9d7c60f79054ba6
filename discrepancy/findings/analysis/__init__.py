"""From dossiers to findings: rules are run over what they read."""
