using System.Collections.Concurrent;

namespace Boop.Gateway.Sockets;

/// <summary>The sockets of this node that are open now.</summary>
internal sealed class SocketRegistry
{
    private readonly ConcurrentDictionary<Registration, ISocketControl> _open = new();

    public IReadOnlyList<Registration> Open => [.. _open.Keys];

    /// <summary>Disposed of once the socket's last byte is gone.</summary>
    public Registration Add(ISocketControl socket)
    {
        var registration = new Registration(this, socket);
        _open.TryAdd(registration, socket);
        return registration;
    }

    /// <summary>One open socket.</summary>
    internal sealed class Registration(SocketRegistry registry, ISocketControl socket) : IDisposable
    {
        private readonly TaskCompletionSource _gone = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public ISocketControl Socket => socket;

        public Task Gone => _gone.Task;

        public void Dispose()
        {
            registry._open.TryRemove(this, out _);
            _gone.TrySetResult();
        }
    }
}
