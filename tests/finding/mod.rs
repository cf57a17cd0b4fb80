//! Finding: the archive and the residents of a large office, what is typed into them, and how long it takes.

mod archive;
mod office;
mod speed;
