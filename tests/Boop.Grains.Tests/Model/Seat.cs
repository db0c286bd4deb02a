namespace Boop.Grains.Tests.Model;

/// <summary>Where one grain lives: its present activation, or the next message's new one.</summary>
internal sealed class Seat(World world, GrainId id, Func<Activation, Grain> create)
{
    public Activation? Current { get; private set; }

    /// <summary>A one-way message, handled when the test lets it.</summary>
    public void Send(Func<Activation, Task> message)
    {
        Activation activation = Activate();
        Send(activation, message);
    }

    /// <summary>A message to a certain activation, which may be one that the directory knows no more.</summary>
    public void Send(Activation activation, Func<Activation, Task> message) =>
        activation.Deliver(() => activation.WatchAsync(message(activation)).Ignore(), () => Send(message));

    public Task<T> CallAsync<T>(Func<Activation, Task<T>> message)
    {
        TaskCompletionSource<T> answer = new();
        Call(message, answer);
        return answer.Task;
    }

    public void Leave(Activation activation)
    {
        if (Current == activation)
            Current = null;
    }

    private void Call<T>(Func<Activation, Task<T>> message, TaskCompletionSource<T> answer)
    {
        Activation activation = Activate();
        activation.Deliver(() => activation.AnswerAsync(() => message(activation), answer).Ignore(), () => Call(message, answer));
    }

    private Activation Activate()
    {
        if (Current is null)
            world.Add(Current = new Activation(world, this, id, create));
        return Current;
    }
}
