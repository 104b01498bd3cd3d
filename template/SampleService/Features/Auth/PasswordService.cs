using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace SampleService.Features;

/// <summary>Hashes and checks passwords (PBKDF2 with HMAC-SHA-512). Thread-safe.</summary>
public sealed class PasswordService
{
    private readonly PasswordHasher<object> _hasher;
    private readonly string _nobody;

    /// <summary>Takes the cost from <c>Auth:PasswordIterations</c>; OWASP names 210,000 as the least.</summary>
    public PasswordService(IConfiguration configuration)
    {
        var iterations = configuration.GetValue("Auth:PasswordIterations", 210_000);
        _hasher = new PasswordHasher<object>(Options.Create(new PasswordHasherOptions { IterationCount = iterations }));
        _nobody = _hasher.HashPassword(this, Guid.NewGuid().ToString());
    }

    /// <summary>The hash to store.</summary>
    public string Hash(string password) => _hasher.HashPassword(this, password);

    /// <summary>Whether a password is the account's. Where there is none it takes as long, so that nobody learns who has one.</summary>
    public bool Matches(string? hash, string password) =>
        _hasher.VerifyHashedPassword(this, string.IsNullOrEmpty(hash) ? _nobody : hash, password) != PasswordVerificationResult.Failed
        && !string.IsNullOrEmpty(hash);
}
