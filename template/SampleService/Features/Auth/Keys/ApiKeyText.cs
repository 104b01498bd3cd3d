using System.Security.Cryptography;
using System.Text;

namespace SampleService.Features;

/// <summary>How a key is written: <c>key_</c> and twelve digits that may be shown, then 256 random bits that nobody else knows.</summary>
internal static class ApiKeyText
{
    private const string Mark = "key_";
    private const int PrefixLength = 16;
    private const int Length = PrefixLength + 1 + 64;

    /// <summary>A new key.</summary>
    public static (string Key, string Prefix) Create()
    {
        var prefix = Mark + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6));
        return ($"{prefix}_{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32))}", prefix);
    }

    /// <summary>What a key begins with, or null where a text is none.</summary>
    public static string? Prefix(string text) =>
        text.Length == Length && text.StartsWith(Mark, StringComparison.Ordinal) && text.All(char.IsAscii) ? text[..PrefixLength] : null;

    /// <summary>What is kept of a key.</summary>
    public static string Hash(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    /// <summary>Compares in a time that tells nothing; with no hash it takes as long.</summary>
    public static bool Matches(string key, string? hash) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Hash(key)), Encoding.ASCII.GetBytes(hash ?? new string('-', 64)));
}
