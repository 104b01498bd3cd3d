using System.CommandLine;
using System.CommandLine.Parsing;

namespace BackendAgents.Cli.Commands;

/// <summary>Options that take one or several of a few words, with a message that names what was given and what is possible.</summary>
internal static class Choice
{
    public static Option<T> Option<T>(string name, string description, T usual, params string[] aliases)
        where T : struct, Enum =>
        new(name, aliases)
        {
            Description = $"{description} One of: {Words<T>()}.",
            DefaultValueFactory = _ => usual,
            CustomParser = result => Parse<T>(name, result, out var value) ? value[0] : usual,
        };

    public static Option<T[]> List<T>(string name, string description)
        where T : struct, Enum =>
        new(name)
        {
            Description = $"{description} Some of: {Words<T>()}.",
            DefaultValueFactory = static _ => [],
            AllowMultipleArgumentsPerToken = true,
            CustomParser = result => Parse<T>(name, result, out var values) ? values : [],
        };

    private static bool Parse<T>(string name, ArgumentResult result, out T[] values)
        where T : struct, Enum
    {
        values = [];
        var found = new List<T>();
        foreach (var given in result.Tokens.SelectMany(static token => token.Value.Split(',', StringSplitOptions.RemoveEmptyEntries)))
        {
            // Numbers would parse, too, and mean nothing to a person.
            if (!Enum.TryParse<T>(given, ignoreCase: true, out var value) || !Enum.IsDefined(value) || !char.IsAsciiLetter(given[0]))
            {
                result.AddError($"{name} does not take '{given}'.{Closest.Hint(given, Names<T>())} Possible: {Words<T>()}.");
                return false;
            }

            found.Add(value);
        }

        values = [.. found];
        return values.Length > 0;
    }

    private static IReadOnlyList<string> Names<T>()
        where T : struct, Enum => [.. Enum.GetNames<T>().Select(static name => name.ToLowerInvariant())];

    private static string Words<T>()
        where T : struct, Enum => string.Join(", ", Names<T>());
}
