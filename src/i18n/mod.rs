//! Every sentence, a table a language.
