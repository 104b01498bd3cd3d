using System.Net.Http.Headers;

namespace SampleService.Infrastructure;

/// <summary>A kind of file, and how its content begins.</summary>
/// <param name="Media">Media type.</param>
/// <param name="Ending">Ending of the kept name.</param>
internal sealed record FileType(string Media, string Ending)
{
    /// <summary>As many bytes of a file as it takes to tell its type.</summary>
    public const int HeadLength = 512;

    private static readonly FileType[] s_all =
    [
        new("image/png", "png")
        {
            Begins =
            [
                [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A],
            ],
        },
        new("image/jpeg", "jpg")
        {
            Begins =
            [
                [0xFF, 0xD8, 0xFF],
            ],
        },
        new("image/gif", "gif") { Begins = ["GIF87a"u8.ToArray(), "GIF89a"u8.ToArray()] },
        new("image/webp", "webp") { Begins = ["WEBP"u8.ToArray()], Offset = 8 },
        new("application/pdf", "pdf") { Begins = ["%PDF-"u8.ToArray()] },
        new("application/zip", "zip")
        {
            Begins =
            [
                [0x50, 0x4B, 3, 4],
                [0x50, 0x4B, 5, 6],
            ],
        },
        new("video/mp4", "mp4") { Begins = ["ftyp"u8.ToArray()], Offset = 4 },
        new("audio/mpeg", "mp3") { Begins = ["ID3"u8.ToArray(), [0xFF, 0xFB], [0xFF, 0xF3], [0xFF, 0xF2]] },
        new("text/plain", "txt"),
        new("text/csv", "csv"),
    ];

    private byte[][] Begins { get; init; } = [];

    private int Offset { get; init; }

    /// <summary>The type that a request names in its Content-Type; null when it is none that can be told.</summary>
    public static FileType? Of(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var parsed)
            ? Array.Find(s_all, type => type.Media.Equals(parsed.MediaType, StringComparison.OrdinalIgnoreCase))
            : null;

    /// <summary>The type of a kept file.</summary>
    public static FileType OfName(string name) => s_all.First(type => name.EndsWith("." + type.Ending, StringComparison.Ordinal));

    /// <summary>Whether a content begins as this type does. Texts have no mark; they have no control characters instead.</summary>
    public bool Fits(ReadOnlySpan<byte> head)
    {
        if (Begins.Length == 0)
            return !head.ContainsAnyInRange<byte>(0, 8) && !head.ContainsAnyInRange<byte>(14, 31);
        foreach (var mark in Begins)
        {
            if (head.Length >= Offset && head[Offset..].StartsWith(mark))
                return true;
        }

        return false;
    }
}
