// Ctrl-C: the first asks for an end in good order, the second ends at once.

#ifndef OILFLOW_CLIENT_INTERRUPT_H_
#define OILFLOW_CLIENT_INTERRUPT_H_

namespace oilflow {

// From now on SIGINT is noted and no longer ends the process, once. Does
// nothing where SIGINT is ignored, as for a job in the background of a script.
void NoteInterrupts();

// Whether there was one.
bool Interrupted();

// Ends the process as SIGINT would have, with the code 130 for a shell.
[[noreturn]] void EndInterrupted();

}  // namespace oilflow

#endif  // OILFLOW_CLIENT_INTERRUPT_H_
