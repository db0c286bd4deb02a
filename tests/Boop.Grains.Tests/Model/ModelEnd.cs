using Boop.Contexts;
using Boop.Grains.Contracts;
using Boop.Storage;

namespace Boop.Grains.Tests.Model;

/// <summary>Brings a world to its end, whatever has happened in it.</summary>
internal sealed class ModelEnd(World world)
{
    /// <summary>Longer than an owner waits before it looks again.</summary>
    private static readonly TimeSpan ALittle = TimeSpan.FromMilliseconds(250);

    /// <summary>With a store that works, a session that stays and time that passes, everything comes to its end.</summary>
    public void Reach()
    {
        world.Verdict.Tell("— the end");
        (world.Store.IsDown, world.Store.IsHeld) = (false, false);
        world.Rest(0);
        for (int round = 0; round < 12; round++)
        {
            StayConnected();
            world.Sweep();
            world.Rest(0);
            StayConnected();
            StoredContext[] open = [.. world.Store.Rows.Contexts.Where(context => context.Outcome is null)];
            if (open.Length == 0 && round > 0)
                break;
            DateTimeOffset due = open.Select(context => context.Deadline).DefaultIfEmpty().Max();
            // An owner's clock may be behind the store's, by what the answer to its claim took.
            Pass(due > world.Now ? due - world.Now : round < 4 ? ALittle : ContextRules.TimeToLive);
        }

        // What waits behind a lost message waits no longer than this; then its session ends.
        Pass(World.GapPatience);
        StayConnected();
        Require(world.Store.Rows.Contexts.All(context => context.Outcome is not null), "G1: every context comes to its end");
        Require(world.Live is not null, "a session stays");
        foreach (ModelScanner scanner in world.ScannerSessions.Where(scanner => scanner.IsOpen))
        {
            Require(scanner.Screen.TrueForAll(world.Screens.IsOfSplitOwner), $"nothing stays on the screen of {scanner.Scanner}");
            Require(scanner.Unanswered.Count == 0, $"every scan of {scanner.Scanner} is answered, and {string.Join(", ", scanner.Unanswered)} is not");
        }

        // An owner that learns only now that it is none is followed by one whose five minutes begin anew.
        for (int round = 0; round < 3 && world.Store.Rows.Contexts.Any(context => !context.IsSettled); round++)
        {
            world.Sweep();
            world.Rest(0);
            Pass(ContextRules.Redelivery - ALittle);
            Pass(ALittle);
            Pass(ALittle);
        }

        Require(world.Store.Rows.Contexts.All(context => context.IsSettled), "G2: values go after five minutes");
        StayConnected();
        foreach (StoredContext context in world.Store.Rows.Contexts.TakeLast(2))
            world.Live!.Send(new VendorCommand.Create(context.Id, context.Requirements, null));
        world.Rest(0);
    }

    private void StayConnected()
    {
        for (int round = 0; round < 4 && world.Live is null; round++)
        {
            foreach (ModelVendor session in world.Sessions.Where(session => session.IsOpen))
                session.Leave();
            world.Rest(0);
            world.Connect(wantsProgress: true, instance: null);
            world.Rest(0);
            if (world.Live is null)
                Pass(TimeSpan.FromSeconds(3));
        }
    }

    private void Pass(TimeSpan span)
    {
        world.Time.Advance(span);
        world.Rest(0);
        world.Check();
        world.Rest(0);
    }

    private void Require(bool isKept, string promise)
    {
        world.Verdict.Require(isKept, promise);
        world.Verdict.ThrowIfBroken();
    }
}
