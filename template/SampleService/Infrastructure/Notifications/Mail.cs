using System.Net.Mail;
using System.Text;

namespace SampleService.Infrastructure;

/// <summary>A mail of plain text to one address.</summary>
/// <param name="Name">Which notification of the blueprint it is.</param>
/// <param name="To">The address, checked.</param>
/// <param name="Subject">One line.</param>
/// <param name="Body">The text.</param>
public sealed record Mail(string Name, string To, string Subject, string Body)
{
    /// <summary>The kind of its messages in the outbox.</summary>
    public const string Kind = "mail";

    private const int MaxSubject = 200;
    private const int MaxBody = 20_000;
    private const int MaxAddress = 254;

    /// <summary>A mail whose values may be anything that callers have written; null when the address is none.</summary>
    public static Mail? Of(string name, string? to, string subject, string body) =>
        to is { Length: > 0 and <= MaxAddress }
        && !to.Any(static c => char.IsControl(c) || char.IsWhiteSpace(c) || c is ',' or ';' or '<' or '>')
        && MailAddress.TryCreate(to, out var address)
        && address.Address == to
            ? new Mail(name, to, Short(Line(subject), MaxSubject), Short(body.ReplaceLineEndings("\n"), MaxBody))
            : null;

    // A line break in a header begins another header.
    private static string Line(string text)
    {
        var line = new StringBuilder(text.Length);
        foreach (var c in text)
            line.Append(char.IsControl(c) || c is '\u2028' or '\u2029' ? ' ' : c);
        return line.ToString().Trim();
    }

    private static string Short(string text, int most) => text.Length <= most ? text : text[..(most - 1)] + "…";
}
