// Generated from backend.yaml: all tables. Change the blueprint, not this file.
#nullable enable

using Microsoft.EntityFrameworkCore;
using SampleService.Features;

namespace SampleService.Infrastructure;

public sealed partial class AppDb
{
    /// <summary>All sample accounts.</summary>
    public DbSet<SampleAccount> SampleAccounts => Set<SampleAccount>();

    /// <summary>All sample notes.</summary>
    public DbSet<SampleNote> SampleNotes => Set<SampleNote>();

    /// <summary>All refresh tokens.</summary>
    public DbSet<RefreshToken> RefreshTokens => Set<RefreshToken>();
}
