using Boop.Chaos.Observations;
using Boop.Chaos.Play;
using Boop.Chaos.Population;
using Boop.Chaos.Servers;
using Boop.Client;

namespace Boop.Chaos.Vendors;

/// <summary>
/// A vendor's application on the SDK: asks for people, repeats what failed with the same id, stops waiting for some, withdraws some and looks
/// where others stand, reads what nobody waits for, and now and then begins anew as a process does.
/// </summary>
internal sealed class SdkVendor(VendorAccount account, Site site, Phases phases, Dice dice)
{
    private const int MostOpen = 5;
    private const double MeanPauseSeconds = 2.4;

    private readonly ErrandBook _errands = new(account, dice);
    private int _processes;

    /// <summary>The name that its connections give themselves now.</summary>
    public string Instance => $"sdk-{account.Id}";

    public async Task RunAsync()
    {
        while (phases.IsRunning)
        {
            // Some processes keep the client for good.
            TimeSpan life = dice.Happens(0.5) ? TimeSpan.FromHours(1) : dice.Between(10, 40);
            await LiveAsync($"{account.Id}#{++_processes}", site.Clock.Now + life);
        }
    }

    private async Task LiveAsync(string process, TimeSpan endsAt)
    {
        await using BoopClient client = new(new BoopClientOptions
        {
            Url = site.Proxy.VendorSocket,
            VendorId = account.Id,
            ApiKey = account.Key,
            Instance = Instance,
            OutcomeTimeout = TimeSpan.FromSeconds(60),
        });
        using CancellationTokenSource ending = CancellationTokenSource.CreateLinkedTokenSource(phases.Run);
        Task unclaimed = ReadUnclaimedAsync(client, process, ending.Token);
        List<Task> calls = [];
        try
        {
            while (phases.IsWorking && site.Clock.Now < endsAt)
            {
                await site.Clock.PauseAsync(dice.Around(MeanPauseSeconds), phases.Work);
                calls.RemoveAll(call => call.IsCompleted);
                if (calls.Count >= MostOpen)
                    continue;
                Errand errand = _errands.Next();
                calls.Add(AskAsync(client, process, errand, ending.Token));
                if (dice.Happens(0.12))
                    calls.Add(InquireAsync(client, process, errand.Context, ending.Token));
            }

            // A process that is begun anew leaves its errands behind; the last one sees them through.
            if (!phases.IsWorking)
                await Task.WhenAll(calls).WaitAsync(phases.Run);
        }
        catch (OperationCanceledException)
        {
            await WaitForRestAsync(calls);
        }

        await ending.CancelAsync();
        await Task.WhenAll([unclaimed, .. calls]);
    }

    private async Task WaitForRestAsync(List<Task> calls)
    {
        try
        {
            await Task.WhenAll(calls).WaitAsync(phases.Run);
        }
        catch (OperationCanceledException)
        {
            // All goes home.
        }
    }

    private async Task AskAsync(BoopClient client, string process, Errand errand, CancellationToken ending)
    {
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(ending);
        if (dice.Happens(0.06))
            patience.CancelAfter(dice.Between(0.2, 8));
        while (true)
        {
            try
            {
                AuthenticationOutcome outcome = await client.AuthenticateAsync(errand.Request, patience.Token);
                Hand(process, errand.Context, outcome, isUnclaimed: false);
                return;
            }
            catch (BoopException fault) when (fault.Code is BoopErrorCodes.SessionReplaced or BoopErrorCodes.ConnectionClosed)
            {
                if (!await ComeBackAsync(client, patience.Token))
                    return;
            }
            catch (BoopException fault) when (fault.Code is BoopErrorCodes.OutcomeUnknown or BoopErrorCodes.NotConnected && phases.IsWorking)
            {
                // Repeated at once: that is the cure that the exception names.
            }
            catch (BoopException)
            {
                // Refused: nothing happened, and it is not asked again.
                return;
            }
            catch (Exception fault) when (fault is OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    /// <summary>Withdraws it, or looks where it stands, while it is asked for; what that learns is what the asking call learns.</summary>
    private async Task InquireAsync(BoopClient client, string process, string context, CancellationToken ending)
    {
        try
        {
            await site.Clock.PauseAsync(dice.Around(3), ending);
            AuthenticationOutcome? outcome = dice.Happens(0.6)
                ? await client.CancelAsync(context, ending)
                : (await client.GetAsync(context, ending)).Outcome;
            if (outcome is not null)
                Hand(process, context, outcome, isUnclaimed: false);
        }
        catch (Exception fault) when (fault is BoopException or OperationCanceledException or ObjectDisposedException)
        {
            // The network was not to be reached, or the process ends: the asking call goes on by itself.
        }
    }

    private async Task<bool> ComeBackAsync(BoopClient client, CancellationToken cancellationToken)
    {
        try
        {
            await site.Clock.PauseAsync(dice.Between(0.3, 2), cancellationToken);
            await client.ConnectAsync(cancellationToken);
            return true;
        }
        catch (BoopException)
        {
            // Replaced once more: the next call says so, and it is tried again.
            return true;
        }
        catch (Exception fault) when (fault is OperationCanceledException or ObjectDisposedException)
        {
            return false;
        }
    }

    private async Task ReadUnclaimedAsync(BoopClient client, string process, CancellationToken ending)
    {
        try
        {
            await foreach (UnclaimedOutcome unclaimed in client.ReadUnclaimedAsync(ending))
                Hand(process, unclaimed.ContextId, unclaimed.Outcome, isUnclaimed: true);
        }
        catch (OperationCanceledException)
        {
            // The process ends.
        }
    }

    private void Hand(string process, string context, AuthenticationOutcome outcome, bool isUnclaimed)
    {
        string kind = outcome.Match(_ => "succeeded", _ => "failed", _ => "expired", _ => "cancelled");
        site.Log.Add(at => new Observation.Handed(at, process, context, kind, isUnclaimed));
    }
}
