using System.Globalization;
using System.Text.RegularExpressions;
using Cronos;

namespace BackendAgents.Engineering.Blueprints.Behaviour;

/// <summary>Reads when a job runs, in words or in cron's fields.</summary>
internal static partial class JobSchedule
{
    private const int MaxLength = 100;
    private static readonly string[] s_days = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];

    /// <summary>The five fields of cron that a schedule stands for; null when it can't be understood.</summary>
    public static string? Cron(string? schedule)
    {
        var text = Spaces().Replace(schedule?.Trim().ToLowerInvariant() ?? "", " ");
        if (text.Length is 0 or > MaxLength)
            return null;
        var cron = Words().Match(text) is { Success: true } words ? OfWords(words) : text;
        return cron is not null && cron.Split(' ').Length == 5 && CronExpression.TryParse(cron, out _) ? cron : null;
    }

    private static string? OfWords(Match words)
    {
        var count = words.Groups["count"] is { Success: true } given ? int.Parse(given.Value, CultureInfo.InvariantCulture) : 1;
        var at = words.Groups["hour"].Success;
        var (hour, minute) = at ? (Number(words.Groups["hour"]), Number(words.Groups["minute"])) : (0, 0);
        var time = $"{minute} {hour}";
        return words.Groups["unit"].Value switch
        {
            "minute" when !at && count > 0 && 60 % count == 0 => count == 1 ? "* * * * *" : $"*/{count} * * * *",
            "hour" when !at && count > 0 && 24 % count == 0 => count == 1 ? "0 * * * *" : $"0 */{count} * * *",
            "day" when count == 1 => $"{time} * * *",
            "night" when count == 1 => at ? $"{time} * * *" : "0 2 * * *",
            "morning" when count == 1 => at ? $"{time} * * *" : "0 7 * * *",
            "weekday" when count == 1 => $"{time} * * 1-5",
            "week" when count == 1 => $"{time} * * 1",
            "month" when count == 1 => $"{time} 1 * *",
            var day when count == 1 && Array.IndexOf(s_days, day) is >= 0 and var weekday => $"{time} * * {weekday}",
            // Every three days, or every 25 minutes: cron's fields begin anew each month and each hour.
            _ => null,
        };
    }

    private static int Number(Group group) => int.Parse(group.Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(
        @"\A(every )?((?<count>\d{1,2}) )?"
            + @"(?<unit>minute|hour|day|night|morning|weekday|week|month|(mon|tues|wednes|thurs|fri|satur|sun)day)s?"
            + @"( at (?<hour>\d{1,2}):(?<minute>\d{2}))?\z",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Words();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
