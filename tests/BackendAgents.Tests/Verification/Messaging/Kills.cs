using System.Diagnostics;
using System.Net;

namespace BackendAgents.Tests.Verification.Messaging;

/// <summary>Kills a service over and over, each time at another moment of what becomes of a sale.</summary>
internal sealed class Kills(Stall stall)
{
    private const int Sales = 12;
    private const string Events = "select count(*) from outbox_messages where kind = 'event'";
    private const string Received = $"select count(*) from outbox_messages where kind = '{StallBlueprint.Subscription}'";

    // Each is over within milliseconds, and comes again with the next sale: a kill falls into it, or into the one after it.
    private static readonly (string Name, string Count)[] s_moments =
    [
        ("between commit and publish", Events),
        ("between publish and note", Events + " and delivered_at is not null"),
        ("between store and acknowledge", Received),
        ("between handle and note", "select count(*) from inbox_events"),
    ];

    private readonly List<string> _items = [];
    private int _sold;
    private int _unanswered;

    /// <summary>Sells and kills; then the stall runs, and has counted all that was sold.</summary>
    /// <returns>What happened, for people, and how many messages were in somebody's hands when it was killed.</returns>
    public async Task<(string Report, long Interrupted)> RunAsync(int kills)
    {
        await stall.StartAsync();
        for (var i = 0; i < 4; i++)
            _items.Add(await stall.AddItemAsync());
        long interrupted = 0;
        double longest = 0;
        for (var kill = 0; kill < kills; kill++)
        {
            var (name, count) = s_moments[kill % s_moments.Length];
            var before = stall.Number(count);
            await SellAsync();
            // Some of the work is through when it ends, and some is not.
            var enough = before + 1 + kill / s_moments.Length % 5;
            var waited = Stopwatch.StartNew();
            await Stall.UntilAsync(() => Task.FromResult(stall.Number(count) >= enough), () => $"kill {kill}: {name}", pause: 1);
            longest = Math.Max(longest, waited.Elapsed.TotalSeconds);
            await stall.KillAsync();
            interrupted += stall.Number("select count(*) from outbox_messages where attempts > 0 and next_attempt_at is not null");
            PassTime();
            await stall.StartAsync();
        }

        await Stall.UntilAsync(IsCountedAsync, () => "not all is counted", pause: 100);
        var again = stall.Number(Received.Replace("count(*)", "count(*) - count(distinct json_extract(payload, '$.id'))"));
        return (
            $"{kills} kills, {_sold} sales, {_unanswered} not answered, {interrupted} messages interrupted, {again} events came again, "
                + $"the longest wait {longest:F0} s",
            interrupted
        );
    }

    // A machine that is busy may not answer in time: such a sale may be stored or not.
    private async Task SellAsync()
    {
        for (var i = 0; i < Sales; i++)
        {
            if (await stall.TrySellAsync(_items[i % _items.Count]) == HttpStatusCode.Created)
                _sold++;
            else
                _unanswered++;
        }
    }

    // A message that was in the hands of a dead service is taken up again after two minutes.
    private void PassTime() => stall.Number("update outbox_messages set next_attempt_at = 0 where next_attempt_at is not null; select 1");

    // What nobody waits to send may still lie with the broker, which gives it out again when it notices that its reader is dead.
    private Task<bool> IsCountedAsync() =>
        Task.FromResult(
            stall.Number("select count(*) from outbox_messages where delivered_at is null") == 0
                && stall.Number("select (select count(*) from inbox_events) >= (select count(*) from sales)") == 1
        );

    /// <summary>Each sale that was answered is stored, and each that is stored was counted once.</summary>
    public async Task AssertAsync()
    {
        var stored = stall.Number("select count(*) from sales");
        Assert.That(stored, Is.GreaterThanOrEqualTo(_sold));
        Assert.That(stall.Number("select count(*) from inbox_events"), Is.EqualTo(stored));
        foreach (var item in _items)
            Assert.That(
                await stall.SoldAsync(item),
                Is.EqualTo(stall.Number($"select count(*) from sales where item_id = '{item.ToUpperInvariant()}'"))
            );
        Assert.That(await stall.HealthAsync(), Is.EqualTo("Healthy"));
    }
}
