//! What a screen or a verb sees.
