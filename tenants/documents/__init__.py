"""文书: numbered documents, frozen when they are issued, rendered whenever they are asked for."""
