using BackendAgents.Engineering.Briefs.Facts;
using BackendAgents.Offline.Words;

namespace BackendAgents.Offline.Reading;

/// <summary>Finds load, latency, availability, retention and recovery figures and takes their words out of the grammar's way.</summary>
internal static class TargetReader
{
    private static readonly Dictionary<string, int> s_days = new(StringComparer.Ordinal)
    {
        ["day"] = 1,
        ["week"] = 7,
        ["month"] = 30,
        ["year"] = 365,
    };

    private static readonly Dictionary<string, decimal> s_seconds = new(StringComparer.Ordinal)
    {
        ["second"] = 1,
        ["sec"] = 1,
        ["s"] = 1,
        ["minute"] = 60,
        ["min"] = 60,
        ["hour"] = 3600,
        ["h"] = 3600,
        ["day"] = 86400,
    };

    public static List<(TargetKind Kind, decimal Value)> Read(List<Token> tokens)
    {
        var found = new List<(TargetKind, decimal)>();
        var words = tokens.Where(static token => token.IsWord).Select(static token => token.Singular).ToHashSet(StringComparer.Ordinal);
        for (var i = 0; i < tokens.Count; i++)
        {
            if (tokens[i].Number is not { } number || number <= 0 || tokens[i].Consumed)
                continue;
            if (Match(tokens, i, number, words) is not var (kind, value, end) || end < 0)
                continue;
            found.Add((kind, value));
            for (var j = i; j <= end && j < tokens.Count; j++)
                tokens[j].Consumed = true;
            for (var j = i - 1; j >= 0 && j >= i - 8 && IsCue(tokens[j]); j--)
                tokens[j].Consumed = true;
        }

        return found;
    }

    private static (TargetKind Kind, decimal Value, int End)? Match(List<Token> tokens, int at, decimal number, HashSet<string> words)
    {
        var unit = Word(tokens, at + 1);
        if (unit is "rps" or "qps" or "tps")
            return (TargetKind.RequestsPerSecond, number, at + 1);
        if (PerSecond(tokens, at) is var (seconds, end) && end > 0)
        {
            // What one caller may do is a limit, and no load.
            if (words.Contains("rate") || words.Contains("throttled") || IsForOne(tokens, end + 1))
                return null;
            var request = tokens
                .Skip(at + 1)
                .Take(end - at)
                .Any(static token =>
                    token.Singular is "request" or "call" or "req" or "read" or "write" or "hit" or "query" or "transaction"
                );
            return request || seconds <= 60 ? (TargetKind.RequestsPerSecond, Math.Ceiling(number / seconds), end) : null;
        }

        if (unit is "concurrent" or "simultaneous" or "parallel")
            return (TargetKind.ConcurrentUsers, number, at + 2);
        if (
            unit is "user" or "customer" or "member" or "student" or "visitor" or "session" or "player" or "connection"
            && Phrase(tokens, at + 2) is var (skip, said)
            && said
        )
        {
            return (TargetKind.ConcurrentUsers, number, at + 1 + skip);
        }

        if (unit is "percent")
            return words.Overlaps(["uptime", "availability", "available", "sla", "reachable"]) && number is > 50 and <= 100
                ? (TargetKind.Availability, number, at + 1)
                : null;
        if (RecoveryOf(tokens, at) is { } recovery && unit is not null && s_seconds.TryGetValue(unit, out var length))
            return (recovery, Math.Max(1, Math.Ceiling(number * length / 60)), at + 1);
        if (unit is "ms" or "millisecond" or "msec")
            return (TargetKind.Latency, number, at + 1);
        if (
            unit is "second" or "sec" or "s"
            && words.Overlaps(["respond", "response", "latency", "p95", "percentile", "answer", "load"])
            && number <= 60
        )
            return (TargetKind.Latency, number * 1000, at + 1);
        if (
            unit is not null
            && s_days.TryGetValue(unit, out var days)
            && (
                words.Overlaps(["retain", "retained", "retention", "kept", "archived", "preserved", "stored", "purged"])
                // 'Nobody keeps a book for more than four weeks' is a rule.
                || words.Contains("keep") && words.Overlaps(["we", "service", "system", "data", "log", "backup", "record", "history"])
                || (words.Contains("deleted") && words.Contains("after"))
            )
        )
        {
            return number <= 200 || unit == "day" ? (TargetKind.Retention, number * days, at + 1) : null;
        }

        return null;
    }

    private static bool IsForOne(List<Token> tokens, int at) =>
        Word(tokens, at) is "per" or "for" or "from" or "by"
        && tokens
            .Skip(at + 1)
            .Take(2)
            .Any(static token =>
                token.Singular is "key" or "client" or "caller" or "user" or "account" or "ip" or "customer" or "consumer" or "token"
            );

    // 'requests per second', 'requests a second', 'requests/s', 'requests every second'.
    private static (decimal Seconds, int End) PerSecond(List<Token> tokens, int at)
    {
        for (var i = at + 1; i < tokens.Count && i <= at + 5; i++)
        {
            if (
                tokens[i].Lower is "per" or "a" or "/" or "each" or "every" or "an"
                && Word(tokens, i + 1) is { } unit
                && s_seconds.TryGetValue(unit, out var seconds)
                && i > at + 1
            )
                return (seconds, i + 1);
            // In '300 ms at 50 requests per second' the second figure is the load.
            if (tokens[i].Tag is Tag.Comma or Tag.Sub or Tag.Open || tokens[i].Number is not null)
                break;
        }

        return (0, -1);
    }

    private static (int Skip, bool Said) Phrase(List<Token> tokens, int at)
    {
        var next = string.Join(' ', tokens.Skip(at).Take(4).Select(static token => token.Lower));
        if (next.StartsWith("at the same time", StringComparison.Ordinal))
            return (4, true);
        if (next.StartsWith("at once", StringComparison.Ordinal) || next.StartsWith("in parallel", StringComparison.Ordinal))
            return (2, true);
        return next.StartsWith("simultaneously", StringComparison.Ordinal) || next.StartsWith("concurrently", StringComparison.Ordinal)
            ? (1, true)
            : (0, false);
    }

    private static TargetKind? RecoveryOf(List<Token> tokens, int at)
    {
        for (var i = at - 1; i >= 0 && i >= at - 8; i--)
        {
            if (tokens[i].Lower == "rpo" || tokens[i].Lower == "point" && i > 0 && tokens[i - 1].Lower == "recovery")
                return TargetKind.RecoveryPoint;
            if (tokens[i].Lower == "rto" || tokens[i].Lower == "time" && i > 0 && tokens[i - 1].Lower == "recovery")
                return TargetKind.RecoveryTime;
            if (tokens[i].Lower == "lose" || tokens[i].Lower == "loss")
                return TargetKind.RecoveryPoint;
        }

        return null;
    }

    private static bool IsCue(Token token) =>
        token.Lower
            is "under"
                or "below"
                or "within"
                or "than"
                or "less"
                or "up"
                or "to"
                or "at"
                or "least"
                or "about"
                or "around"
                or "over"
                or "of"
                or "p95"
                or "p99"
                or "peak"
                or "rpo"
                or "rto"
                or "95th"
                or "percentile"
                or "latency"
                or "uptime"
                or "availability"
                or "response"
                or "responses"
                or "time"
                or "times"
                or "recovery"
                or "point"
                or "in"
                or "for"
                or "traffic"
                or "load"
                or "is"
                or "are"
                or "a"
                or "an"
                or "the"
                or "expected"
                or "sla"
                or "retention";

    private static string? Word(List<Token> tokens, int at) => at < tokens.Count && tokens[at].IsWord ? tokens[at].Singular : null;
}
