//! The `relatable` program: read the command line, call one function, map to an exit code.

fn main() -> std::process::ExitCode {
    relatable::commands::main()
}
