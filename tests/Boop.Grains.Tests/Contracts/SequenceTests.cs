using Boop.Grains.Contracts;
using CsCheck;

namespace Boop.Grains.Tests.Contracts;

public sealed class SequenceTests
{
    [Fact]
    public void Whatever_order_and_however_often_they_come_each_is_handed_on_once_in_its_turn() =>
        Gen.Shuffle(Enumerable.Range(1, 12).Concat([3, 7]).ToArray()).Sample(arrivals =>
        {
            Sequence<int> sequence = new();
            List<int> handed = [];
            foreach (int number in arrivals)
            {
                if (sequence.TryTake(number, number))
                    handed.Add(number);
                while (sequence.TryNext(out int next))
                    handed.Add(next);
            }

            handed.ShouldBe(Enumerable.Range(1, 12));
            sequence.HasGap.ShouldBeFalse();
        });
}
