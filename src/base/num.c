// SPDX-License-Identifier: Apache-2.0
// Locale-free numbers, and the civil calendar (Howard Hinnant's day-count arithmetic, public method).
#include "base/num.h"

#include <math.h>
#include <string.h>

size_t ss_format_int(int64_t n, char out[SS_NUM_MAX])
{
    char tmp[24];
    size_t k = 0, len = 0;
    uint64_t u = n < 0 ? 0 - (uint64_t)n : (uint64_t)n;
    do {
        tmp[k++] = (char)('0' + u % 10);
        u /= 10;
    } while (u);
    if (n < 0) out[len++] = '-';
    while (k) out[len++] = tmp[--k];
    return len;
}

size_t ss_format_double(double x, int decimals, char out[SS_NUM_MAX])
{
    static const double pow10[] = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9};
    if (decimals < 0) decimals = 0;
    if (decimals > 9) decimals = 9;
    if (!isfinite(x) || fabs(x) >= 1e15) return 0;
    double whole = trunc(fabs(x));
    double frac = round((fabs(x) - whole) * pow10[decimals]);
    if (frac >= pow10[decimals]) {
        whole += 1;
        frac -= pow10[decimals];
    }
    size_t len = 0;
    if (x < 0 && (whole > 0 || frac > 0)) out[len++] = '-';
    len += ss_format_int((int64_t)whole, out + len);
    if (frac > 0) {
        char digits[SS_NUM_MAX];
        size_t n = ss_format_int((int64_t)frac, digits);
        out[len++] = '.';
        for (size_t i = n; i < (size_t)decimals; i++) out[len++] = '0';
        while (n > 0 && digits[n - 1] == '0') n--;
        memcpy(out + len, digits, n);
        len += n;
    }
    return len;
}

bool ss_parse_int(const char *s, size_t len, int64_t *out)
{
    size_t i = 0;
    bool minus = false;
    if (len && (s[0] == '-' || s[0] == '+')) {
        minus = s[0] == '-';
        i = 1;
    }
    if (i == len) return false;
    int64_t n = 0;
    for (; i < len; i++) {
        if (s[i] < '0' || s[i] > '9') return false;
        int digit = s[i] - '0';
        if (__builtin_mul_overflow(n, 10, &n) || __builtin_add_overflow(n, minus ? -digit : digit, &n)) return false;
    }
    *out = n;
    return true;
}

bool ss_parse_double(const char *s, size_t len, double *out)
{
    size_t i = 0;
    bool minus = false, any = false;
    if (len && (s[0] == '-' || s[0] == '+')) {
        minus = s[0] == '-';
        i = 1;
    }
    double mantissa = 0;
    int scale = 0;
    for (; i < len && s[i] >= '0' && s[i] <= '9'; i++, any = true) mantissa = mantissa * 10 + (s[i] - '0');
    if (i < len && s[i] == '.') {
        for (i++; i < len && s[i] >= '0' && s[i] <= '9'; i++, any = true) {
            if (scale > -17) {
                mantissa = mantissa * 10 + (s[i] - '0');
                scale--;
            }
        }
    }
    if (!any) return false;
    if (i < len && (s[i] == 'e' || s[i] == 'E')) {
        int64_t e;
        if (!ss_parse_int(s + i + 1, len - i - 1, &e) || e < -400 || e > 400) return false;
        scale += (int)e;
        i = len;
    }
    if (i != len) return false;
    double power = 1;
    for (int k = scale < 0 ? -scale : scale; k > 0; k--) power *= 10;
    mantissa = scale < 0 ? mantissa / power : mantissa * power;
    *out = minus ? -mantissa : mantissa;
    return true;
}

int64_t ss_days_from_date(int year, int month, int day)
{
    int64_t y = month <= 2 ? (int64_t)year - 1 : year;
    int64_t era = (y >= 0 ? y : y - 399) / 400;
    int64_t yoe = y - era * 400;
    int64_t doy = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    int64_t doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
    return era * 146097 + doe - 719468;
}

void ss_date_from_days(int64_t days, int *year, int *month, int *day)
{
    days += 719468;
    int64_t era = (days >= 0 ? days : days - 146096) / 146097;
    int64_t doe = days - era * 146097;
    int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    int64_t mp = (5 * doy + 2) / 153;
    *day = (int)(doy - (153 * mp + 2) / 5 + 1);
    *month = (int)(mp < 10 ? mp + 3 : mp - 9);
    *year = (int)(yoe + era * 400 + (*month <= 2));
}

int ss_days_in_month(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (month < 1 || month > 12) return 0;
    if (month == 2 && (year % 4 == 0 && (year % 100 != 0 || year % 400 == 0))) return 29;
    return days[month - 1];
}

int ss_weekday(int64_t days)
{
    int64_t w = (days + 3) % 7; // 1970-01-01 was a Thursday
    return (int)(w < 0 ? w + 7 : w);
}

bool ss_parse_date(const char *s, int64_t *days)
{
    if (!s) return false;
    int64_t y, m, d;
    for (int i = 0; i < 10; i++)
        if (s[i] == '\0') return false;
    if (s[4] != '-' || s[7] != '-' || s[0] == '-' || s[0] == '+') return false;
    if (!ss_parse_int(s, 4, &y) || !ss_parse_int(s + 5, 2, &m) || !ss_parse_int(s + 8, 2, &d)) return false;
    if (m < 1 || m > 12 || d < 1 || d > ss_days_in_month((int)y, (int)m)) return false;
    *days = ss_days_from_date((int)y, (int)m, (int)d);
    return true;
}

static void two(char *out, int n)
{
    out[0] = (char)('0' + n / 10 % 10);
    out[1] = (char)('0' + n % 10);
}

void ss_format_date(int64_t days, char out[16])
{
    int y, m, d;
    ss_date_from_days(days, &y, &m, &d);
    if (y < 0 || y > 9999) y = 0;
    two(out, y / 100);
    two(out + 2, y % 100);
    out[4] = out[7] = '-';
    two(out + 5, m);
    two(out + 8, d);
    out[10] = '\0';
}
