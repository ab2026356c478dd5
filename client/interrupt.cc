#include "client/interrupt.h"

#include <csignal>
#include <unistd.h>

namespace oilflow {
namespace {

// All that a signal handler may touch.
volatile std::sig_atomic_t interrupted = 0;

void Note(int /*signal*/) { interrupted = 1; }

constexpr int kInterruptedCode = 128 + SIGINT;

}  // namespace

void NoteInterrupts() {
  struct sigaction before = {};
  if (sigaction(SIGINT, nullptr, &before) == 0 &&
      before.sa_handler == SIG_IGN) {
    return;
  }
  struct sigaction action = {};
  action.sa_handler = Note;
  // The handler goes after one use, so that a second Ctrl-C ends the process.
  action.sa_flags = static_cast<int>(SA_RESETHAND | SA_RESTART);
  sigaction(SIGINT, &action, nullptr);
}

bool Interrupted() { return interrupted != 0; }

void EndInterrupted() {
  // A shell that runs a script stops only if a signal ended the command.
  std::signal(SIGINT, SIG_DFL);
  std::raise(SIGINT);
  _exit(kInterruptedCode);
}

}  // namespace oilflow
