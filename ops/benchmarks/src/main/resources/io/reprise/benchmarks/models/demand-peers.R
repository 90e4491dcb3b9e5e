# Forecasts of the package forecast (Hyndman and Khandakar 2008) for series in a CSV: series, origin, period, units and
# further columns that are known ahead. Periods before a series' origin are learned from, the rest is forecast. Writes
# series, origin, model, period and quantiles. Arguments: input, output, season length, horizon, ets or stl.
suppressPackageStartupMessages(library(forecast))
arguments <- commandArgs(trailingOnly = TRUE)
all <- read.csv(arguments[1], check.names = FALSE)
season <- as.integer(arguments[3])
horizon <- as.integer(arguments[4])
regressors <- setdiff(names(all), c("series", "origin", "period", "units"))
levels <- c(50, 80)

# On the square root, which keeps forecasts above zero and their spread in proportion; quantiles go through unchanged.
back <- function(x) pmax(0, x)^2
rows <- function(series, origin, model, f) {
  data.frame(series = series, origin = origin, model = model, period = origin + seq_len(length(f$mean)) - 1,
    q10 = back(f$lower[, 2]), q25 = back(f$lower[, 1]), q50 = back(f$mean), q75 = back(f$upper[, 1]), q90 = back(f$upper[, 2]))
}

result <- list()
keys <- unique(all[, c("series", "origin")])
for (k in seq_len(nrow(keys))) {
  one <- all[all$series == keys$series[k] & all$origin == keys$origin[k], ]
  one <- one[order(one$period), ]
  past <- one$period < keys$origin[k]
  ahead <- one[!past, ][seq_len(min(horizon, sum(!past))), ]
  y <- ts(sqrt(one$units[past]), frequency = season)
  filled <- tryCatch(na.interp(y), error = function(e) y)
  add <- function(model, make) {
    f <- tryCatch(make(), error = function(e) NULL)
    if (!is.null(f)) result[[length(result) + 1]] <<- rows(keys$series[k], keys$origin[k], model, f)
  }
  # Smoothing with seasons of more than 24 periods is not offered by ets: there it works on what STL leaves.
  if (arguments[5] == "stl" && length(filled) > 2 * season) {
    add("STL + ETS", function() stlf(filled, h = nrow(ahead), level = levels, method = "ets"))
  }
  add("ETS", function() forecast(ets(if (season > 24) ts(as.numeric(filled)) else filled), h = nrow(ahead), level = levels))
  x <- as.matrix(one[past, regressors, drop = FALSE])
  keep <- if (ncol(x) > 0) apply(x, 2, function(c) length(unique(c)) > 1) else logical(0)
  add("ARIMA", function() {
    short <- if (season > 24) ts(as.numeric(y)) else y
    if (any(keep)) {
      fit <- auto.arima(short, xreg = x[, keep, drop = FALSE])
      forecast(fit, xreg = as.matrix(ahead[, regressors, drop = FALSE])[, keep, drop = FALSE], level = levels)
    } else {
      forecast(auto.arima(short), h = nrow(ahead), level = levels)
    }
  })
  if (k %% 20 == 0) cat(sprintf("  R: %d of %d series\n", k, nrow(keys)))
}
write.csv(do.call(rbind, result), arguments[2], row.names = FALSE)
