#include "cli/run.hpp"

int main(int count, char** arguments) { return migralint::cli::run(count, arguments); }
