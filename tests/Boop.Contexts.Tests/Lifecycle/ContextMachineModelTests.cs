using CsCheck;

namespace Boop.Contexts.Tests.Lifecycle;

/// <summary>The machine under whatever order of events: see <see cref="ContextModel"/> for what must hold, <see cref="PropertyRuns"/> for how often.</summary>
public sealed class ContextMachineModelTests
{
    private static readonly Gen<ModelStep> Steps = Gen.Select(
        Gen.Frequency(
            (3, ModelMove.PassTime),
            (3, ModelMove.LookAtClock),
            (1, ModelMove.Store),
            (6, ModelMove.Offer),
            (1, ModelMove.Present),
            (2, ModelMove.Void),
            (9, ModelMove.Scan),
            (1, ModelMove.Decline),
            (1, ModelMove.FailScanner),
            (1, ModelMove.Cancel),
            (8, ModelMove.Judge),
            (8, ModelMove.Write),
            (1, ModelMove.Crash)),
        Gen.Int[0, 239],
        (move, choice) => new ModelStep(move, choice));

    [Fact]
    public void Whatever_happens_in_whatever_order_a_context_keeps_its_promises() =>
        Gen.Select(Gen.Bool, Steps.Array[0, 120]).Sample(
            (isNamed, steps) =>
            {
                ContextModel model = new(isNamed);
                // Most runs begin with a durable context, or little would happen in them.
                if (steps.Length % 8 != 0)
                    model.Play(new ModelStep(ModelMove.Store, 0));
                foreach (ModelStep step in steps)
                    model.Play(step);
                model.Finish();
            },
            iter: PropertyRuns.Count);
}
