using Boop.Contexts;
using Boop.Grains.Contracts;

namespace Boop.Grains.Vendors;

/// <summary>
/// What is on its way to the live session, in order. Outcomes go at the socket's pace: no more are handed over than the session's
/// outbox has room for. What only the owner may say waits until the store has confirmed that this is the owner (G4).
/// </summary>
internal sealed class Delivery(SessionSlot session, Func<Task<Ownership>> confirm, Action<Task> run)
{
    private const int MostUnderWay = 64;

    private readonly Queue<Item> _queue = new();
    private int _underWay;
    private bool _isConfirming;

    /// <summary>A new session starts with nothing under way.</summary>
    public void Restart()
    {
        _queue.Clear();
        _underWay = 0;
    }

    /// <summary>A durable outcome. Without a session there is nobody to send to: whoever comes next gets everything that is unsettled.</summary>
    public void Tell(ContextId context, Outcome outcome, string? messageId) =>
        Enqueue(new Item(new VendorNotice.Decided(context, outcome, messageId)));

    /// <summary>What follows from an outcome that stands before it in the queue.</summary>
    public void Tell(VendorNotice.Updated update) => Enqueue(new Item(update));

    /// <summary>What only the owner may say; it is left out where nobody can tell who that is.</summary>
    public void TellAsOwner(VendorNotice notice) => Enqueue(new Item(notice) { IsUnconfirmed = true });

    /// <summary>An answer that only the owner may give; where nobody can tell who that is, the answer is that it is unavailable.</summary>
    public void AnswerAsOwner(VendorNotice answer, ContextId context, string? messageId) => Enqueue(new Item(answer)
    {
        Otherwise = new VendorNotice.Refused(context, new Refusal(RefusalCode.Unavailable), messageId),
        IsUnconfirmed = true,
    });

    public void Sent(int outcomes)
    {
        _underWay = Math.Max(0, _underWay - outcomes);
        Pump();
    }

    private void Enqueue(Item item)
    {
        if (session.Current is null)
            return;
        _queue.Enqueue(item);
        Pump();
    }

    private void Pump()
    {
        while (session.Current is { } live && _queue.TryPeek(out Item? next))
        {
            if (next.IsUnconfirmed)
            {
                Confirm();
                return;
            }

            bool isOutcome = next.Notice is VendorNotice.Decided;
            if (isOutcome && _underWay >= MostUnderWay)
                return;
            _queue.Dequeue();
            if (isOutcome)
                _underWay++;
            if (next.Notice is { } notice)
                live.Tell(notice);
        }
    }

    private void Confirm()
    {
        if (_isConfirming)
            return;
        _isConfirming = true;
        run(ConfirmAsync());
    }

    /// <summary>One answer of the store serves everything that stood in the queue when it was asked.</summary>
    private async Task ConfirmAsync()
    {
        Item[] asked = [.. _queue.Where(item => item.IsUnconfirmed)];
        Ownership ownership = await confirm();
        _isConfirming = false;
        if (ownership is Ownership.Lost)
            return;
        foreach (Item item in asked)
            item.End(isConfirmed: ownership is Ownership.Confirmed);
        Pump();
    }

    private sealed class Item(VendorNotice notice)
    {
        public VendorNotice? Notice { get; private set; } = notice;

        public VendorNotice? Otherwise { get; init; }

        public bool IsUnconfirmed { get; set; }

        public void End(bool isConfirmed)
        {
            IsUnconfirmed = false;
            if (!isConfirmed)
                Notice = Otherwise;
        }
    }
}
