namespace Boop.Chaos.Play;

/// <summary>How far a run is: first everybody works, then nothing new is begun, then all goes home.</summary>
/// <param name="Work">Cancelled when nothing new is to be begun.</param>
/// <param name="Run">Cancelled when everybody is to go.</param>
internal sealed record Phases(CancellationToken Work, CancellationToken Run)
{
    public bool IsWorking => !Work.IsCancellationRequested;

    public bool IsRunning => !Run.IsCancellationRequested;
}
