using System.Net.Http.Headers;
using System.Text;

namespace SampleService.Tests;

/// <summary>Files for tests, each as its type begins.</summary>
internal static class FileSamples
{
    private static readonly Dictionary<string, byte[]> s_begins = new()
    {
        ["image/png"] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A],
        ["image/jpeg"] = [0xFF, 0xD8, 0xFF, 0xE0],
        ["image/gif"] = Encoding.ASCII.GetBytes("GIF89a"),
        ["image/webp"] = Encoding.ASCII.GetBytes("RIFF\0\0\0\0WEBPVP8 "),
        ["application/pdf"] = Encoding.ASCII.GetBytes("%PDF-1.7"),
        ["application/zip"] = [0x50, 0x4B, 3, 4],
        ["video/mp4"] = Encoding.ASCII.GetBytes("\0\0\0 ftypisom"),
        ["audio/mpeg"] = Encoding.ASCII.GetBytes("ID3"),
        ["text/plain"] = Encoding.UTF8.GetBytes("Grüße\n"),
        ["text/csv"] = Encoding.UTF8.GetBytes("name;price\n"),
    };

    /// <summary>A file of a type and length.</summary>
    public static byte[] Of(string type, int length)
    {
        var content = new byte[length];
        Array.Fill(content, (byte)'x');
        s_begins[type].AsSpan(0, Math.Min(length, s_begins[type].Length)).CopyTo(content);
        return content;
    }

    /// <summary>Sends a file, under a name that means harm. Without its length where it is sent piece by piece.</summary>
    public static async Task<HttpResponseMessage> SendFileAsync(
        this HttpClient client,
        string method,
        string address,
        string? type,
        byte[] content,
        bool inPieces = false
    )
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), address) { Content = new ByteArrayContent(content) };
        request.Content.Headers.ContentType = type is null ? null : MediaTypeHeaderValue.Parse(type);
        request.Content.Headers.TryAddWithoutValidation("Content-Disposition", "attachment; filename=\"../../../../tmp/evil.sh\"");
        request.Headers.TransferEncodingChunked = inPieces;
        return await client.SendAsync(request);
    }
}
