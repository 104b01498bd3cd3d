using System.CommandLine;
using System.Globalization;

namespace BackendAgents.Cli.Commands;

/// <summary>Options that take a number, with a message that names what was given and what is possible.</summary>
internal static class Number
{
    public static Option<int> Option(string name, string description, int usual, int least, int most) =>
        new(name)
        {
            Description = description,
            DefaultValueFactory = _ => usual,
            CustomParser = result =>
            {
                var given = result.Tokens.Count > 0 ? result.Tokens[0].Value : "";
                if (
                    int.TryParse(given, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
                    && number >= least
                    && number <= most
                )
                    return number;
                result.AddError(
                    string.Create(CultureInfo.InvariantCulture, $"{name} takes a number from {least} to {most}, not '{given}'.")
                );
                return usual;
            },
        };
}
