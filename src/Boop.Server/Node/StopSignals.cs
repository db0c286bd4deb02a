using System.Runtime.InteropServices;

namespace Boop.Server.Node;

/// <summary>
/// SIGTERM, Ctrl+C and SIGQUIT, from the first moment on: a server that is told to stop while it starts has done nothing wrong, and
/// ends as one that ran.
/// </summary>
internal sealed class StopSignals : IDisposable
{
    // Not disposed: a signal that is on its way may yet raise it.
    private readonly CancellationTokenSource _raised = new();
    private readonly PosixSignalRegistration[] _registrations;

    public StopSignals() =>
        _registrations =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, Raise),
            PosixSignalRegistration.Create(PosixSignal.SIGINT, Raise),
            PosixSignalRegistration.Create(PosixSignal.SIGQUIT, Raise),
        ];

    public CancellationToken Token => _raised.Token;

    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in _registrations)
            registration.Dispose();
    }

    private void Raise(PosixSignalContext signal)
    {
        signal.Cancel = true;
        _raised.Cancel();
    }
}
