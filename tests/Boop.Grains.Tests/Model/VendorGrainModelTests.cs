using CsCheck;

namespace Boop.Grains.Tests.Model;

/// <summary>The grains under whatever order of events: see the promises beside this for what must hold, <see cref="PropertyRuns"/> for how often.</summary>
public sealed class VendorGrainModelTests
{
    private static readonly Gen<ModelStep> Steps = Gen.Select(
        Gen.Frequency(
            (6, ModelMove.PassTime),
            (6, ModelMove.ConnectVendor),
            (1, ModelMove.DisconnectVendor),
            (1, ModelMove.LoseVendorMessage),
            (12, ModelMove.Create),
            (1, ModelMove.CreateOther),
            (3, ModelMove.Cancel),
            (3, ModelMove.Look),
            (3, ModelMove.Acknowledge),
            (1, ModelMove.GiveSignOfLife),
            (5, ModelMove.ConnectScanner),
            (1, ModelMove.DisconnectScanner),
            (1, ModelMove.LoseScannerMessage),
            (2, ModelMove.Present),
            (1, ModelMove.Decline),
            (1, ModelMove.FailScanner),
            (14, ModelMove.Scan),
            (4, ModelMove.RepeatScan),
            (2, ModelMove.HoldStore),
            (3, ModelMove.ReleaseStore),
            (5, ModelMove.AnswerStore),
            (2, ModelMove.FailStore),
            (1, ModelMove.StopStore),
            (3, ModelMove.StartStore),
            (2, ModelMove.Judge),
            (2, ModelMove.CrashVendor),
            (1, ModelMove.SplitVendor),
            (1, ModelMove.CrashScanner),
            (1, ModelMove.Fence),
            (1, ModelMove.Sweep),
            (1, ModelMove.Collect)),
        Gen.Int[0, 839],
        Gen.Int[0, 4],
        (move, choice, pace) => new ModelStep(move, choice, pace));

    private static readonly Gen<ModelStart> Starts = Gen.Frequency(
        (1, ModelStart.Nobody), (12, ModelStart.Connected), (1, ModelStart.FullWindow), (1, ModelStart.ManyOutcomes));

    [Fact]
    public void Whatever_happens_in_whatever_order_a_vendor_keeps_its_promises() =>
        Gen.Select(Starts, Steps.Array[0, 60]).Sample(
            (start, steps) =>
            {
                ModelRun run = new(start);
                foreach (ModelStep step in steps)
                    run.Play(step);
                run.Finish();
            },
            iter: PropertyRuns.Count);
}
