using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;

namespace SampleService.Features;

/// <summary>
/// Seals what a browser carries from the beginning of a login to its end, by a key that comes from the one that signs tokens: so a login
/// that begins at one instance ends at any other, and nothing is shared for it but that key. AES-256-GCM; safe on any thread.
/// </summary>
internal sealed class LoginSeal(byte[] key) : IDataProtector
{
    private const int NonceLength = 12;
    private const int TagLength = 16;

    /// <summary>Another key for each purpose.</summary>
    public IDataProtector CreateProtector(string purpose) =>
        new LoginSeal(HKDF.DeriveKey(HashAlgorithmName.SHA256, key, 32, info: Encoding.UTF8.GetBytes(purpose)));

    public byte[] Protect(byte[] plaintext)
    {
        var sealedText = new byte[NonceLength + TagLength + plaintext.Length];
        var nonce = sealedText.AsSpan(0, NonceLength);
        RandomNumberGenerator.Fill(nonce);
        using var cipher = new AesGcm(key, TagLength);
        cipher.Encrypt(nonce, plaintext, sealedText.AsSpan(NonceLength + TagLength), sealedText.AsSpan(NonceLength, TagLength));
        return sealedText;
    }

    public byte[] Unprotect(byte[] protectedData)
    {
        if (protectedData.Length < NonceLength + TagLength)
            throw new CryptographicException("It is too short to have been sealed here.");
        var plaintext = new byte[protectedData.Length - NonceLength - TagLength];
        using var cipher = new AesGcm(key, TagLength);
        cipher.Decrypt(
            protectedData.AsSpan(0, NonceLength),
            protectedData.AsSpan(NonceLength + TagLength),
            protectedData.AsSpan(NonceLength, TagLength),
            plaintext
        );
        return plaintext;
    }
}
