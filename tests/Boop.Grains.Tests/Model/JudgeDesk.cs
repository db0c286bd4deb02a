namespace Boop.Grains.Tests.Model;

/// <summary>Where palms are identified, when the test lets them be.</summary>
internal sealed class JudgeDesk : TaskScheduler
{
    private readonly Queue<Task> _waiting = new();

    public bool IsEmpty => _waiting.Count == 0;

    public bool RunOne() => _waiting.TryDequeue(out Task? next) && TryExecuteTask(next);

    protected override IEnumerable<Task> GetScheduledTasks() => _waiting;

    protected override void QueueTask(Task task) => _waiting.Enqueue(task);

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;
}
